"""The reports that a service lists in its status: those that are new since the last pass."""

from __future__ import annotations

from collections import Counter

from syncproof.sut.protocol import PassEnd, Protocol, Status


class ListedReports:
    """Remembers how much of the list has been read; the list grows until the service is reset or restarted."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._read = 0

    def begin(self, status: Status) -> None:
        """Count what a status lists as read."""
        self._read = len(status.reports or ())

    def forget(self) -> None:
        """Begin a new list: the service was reset."""
        self._read = 0

    def new(self, status: Status) -> PassEnd:
        """Return a pass's end with the reports that were not read yet. Raises PromiseBroken for what is no report."""
        reports = status.reports or ()
        if len(reports) < self._read:  # the service began a new list
            self._read = 0
        new, self._read = reports[self._read :], len(reports)
        return self._protocol.reports(new, status.problem)

    def and_answered(self, status: Status, answered: PassEnd) -> PassEnd:
        """Return the end of a pass with the reports of its answer and the new ones of the status, each once."""
        listed = self.new(status)
        more = (Counter(listed.reports) - Counter(answered.reports)).elements()
        declined = dict.fromkeys((*answered.declined, *listed.declined))
        return PassEnd(answered.problem, (*answered.reports, *more), tuple(declined))
