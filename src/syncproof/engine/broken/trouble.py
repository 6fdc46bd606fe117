"""Defects that show only in trouble: a lost answer, an error of the moment, a list that lacks records.

Each is a defect that syncs in use have had; the classes say where such defects are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar, cast

import httpx

from syncproof.engine import Sync
from syncproof.engine.broken.defect import Defect, with_ports
from syncproof.engine.http import Http, Json
from syncproof.engine.links import Link
from syncproof.engine.plan import TARGET
from syncproof.engine.ports.custompms import CustompmsPort
from syncproof.engine.ports.port import Changes, Record
from syncproof.engine.section import SectionJob
from syncproof.engine.side import Side
from syncproof.engine.trouble import Failed, GaveUp, Gone, RefusedError, Unanswered
from syncproof.engine.work import Work
from syncproof.ledger import Values

T = TypeVar("T")
_MANY = 20


class RepeatsCreates(Sync):
    """Repeats a create that was not answered, and never looks for what the first one made.

    The double that people report most: a webhook or a job is delivered twice, or a client retries every POST.
    """

    def find_created(self, work: Work) -> None:
        """Find nothing."""


class StartsAnew(Sync):
    """Takes an empty list for a new place: forgets its pairs, and begins from the start.

    rclone's bisync stops at an empty listing, and vdirsyncer at an empty collection, because of what this has done.
    """

    def read_changes(self, section: SectionJob) -> Work:
        work = super().read_changes(section)
        if TARGET in work.cursors and not work.target.changes.records:
            self.links.db.execute("DELETE FROM link WHERE section = ?", (section.id,))
            self.links.db.execute("DELETE FROM cursor WHERE section = ?", (section.id,))
            work = super().read_changes(section)
        return work


class OffsetPort(CustompmsPort):
    """A port that reads numbered pages once, and goes on from the latest record that it has seen."""

    def changes_since(self, cursor: str) -> Changes:
        records: dict[str, Record] = {}
        page, total = 1, 1
        while len(records) < total and page <= total:
            found, total = self._page(cursor, page)
            records |= found
            page += 1
            if not found:
                break
        newest = max((record.modified_at for record in records.values()), default=cursor)

        @dataclass
        class ReadOnce(Changes):
            since: str = newest

        return ReadOnce(records, newest)


class PagesByOffset(Sync):
    """Skips the record that moves to a page that was read already, since another one was deleted meanwhile.

    The known defect of paging by offset: every API guide that offers cursors offers them for this.
    """

    ports = with_ports(Sync, CustompmsPort=OffsetPort)


def insisting(*statuses: int) -> type[Http]:
    """Return a way to a system on which a request is sent twenty times, as long as it is answered with a status."""

    class InsistentClient:
        def __init__(self, client: httpx.Client) -> None:
            self._client = client

        def send(self, request: httpx.Request) -> httpx.Response:
            answer = self._client.send(request)
            for _ in range(_MANY - 1):
                if answer.status_code not in statuses:
                    break
                answer = self._client.send(request)
            return answer

    class InsistentHttp(Http):
        def __init__(self, *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
            super().__init__(*args)
            self.client = cast("httpx.Client", InsistentClient(self.client))

    return InsistentHttp


def giving_up(*, statuses: Container[int] = (), errors: tuple[type[httpx.RequestError], ...] = ()) -> type[Http]:
    """Return a way to a system on which a failure of the moment is taken for the refusal of a value."""

    class GivingUpHttp(Http):
        def _value(self, answer: httpx.Response, decode: Callable[[Json], T]) -> T:
            if answer.status_code in statuses and answer.request.method != "GET":
                raise RefusedError(f"{answer.status_code} {answer.reason_phrase}")
            return super()._value(answer, decode)

        def _answer(self, request: httpx.Request) -> httpx.Response:
            try:
                return super()._answer(request)
            except Unanswered as unanswered:
                if isinstance(unanswered.__cause__, errors) and request.method != "GET":
                    raise RefusedError(str(unanswered)) from unanswered
                raise

    return GivingUpHttp


class Hammers(Sync):
    """Sends a request again at once, twenty times, before it waits as a rate limit asks it to.

    Retry helpers without a wait do this; APIs answer by locking the key out, as Trello does after 200 refusals.
    """

    http = insisting(HTTPStatus.TOO_MANY_REQUESTS)


class Storms(Sync):
    """Knocks on and on where it is not let in: every request is sent twenty times.

    A retry helper that retries every error does this when a token is revoked; accounts are locked for it.
    """

    http = insisting(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class GivesUpOnServerErrors(Sync):
    """Takes an error of the server for the refusal of a value, and does not send the value again.

    The common `if response.ok: … else: log the error`, after which the change counts as done.
    """

    http = giving_up(statuses=range(500, 600))


class GivesUpOnMoments(Sync):
    """Takes what is locked or in use for a moment for the refusal of a value, as it takes every 4xx.

    Clients that sort answers by their first digit do this: 4xx is ours, so it is never tried again.
    """

    http = giving_up(statuses={HTTPStatus.CONFLICT, HTTPStatus.LOCKED})


class GivesUpWithoutConnection(Sync):
    """Does not send a change again whose connection was refused.

    A deployment of the other side refuses connections for a second; what was queued then is gone.
    """

    http = giving_up(errors=(httpx.ConnectError,))


class TakesSentForDone(Sync):
    """Takes a change for done that was sent, although the connection was reset before the answer.

    A stale keep-alive connection is reset as soon as it is used; clients that retry no PUT lose the change.
    """

    http = giving_up(errors=(httpx.ReadError,))


class GivesUpOnTimeouts(Sync):
    """Does not send a change again that timed out, for fear of doing it twice."""

    http = giving_up(errors=(httpx.TimeoutException,))


class HastyHttp(Http):
    """Waits for an answer for one second."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
        super().__init__(*args)
        self.extensions = {"timeout": {**self.extensions["timeout"], "read": 1.0}}


class Hasty(RepeatsCreates):
    """Waits one second for an answer, and then creates the record again.

    An API that takes two seconds on a bad day gets two records of each.
    """

    http = HastyHttp


class BelievesSuccess(Sync):
    """Takes every 200 for success, whatever the body says, and stores as done what it has sent.

    APIs that answer errors with 200, and login pages of proxies, are reported as lost changes for this.
    """

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        try:
            return super().write(work, link, side, record, changes)
        except Unanswered as unanswered:
            if "makes no sense" in str(unanswered) or "in JSON" in str(unanswered):
                return record._replace(values={**record.values, **changes})
            raise


class BelievesOldReads(Sync):
    """Takes the first read after its own write for the truth: the old value looks like a user's edit.

    Read replicas and search indexes are behind for a moment; syncs that read from them undo what they just wrote.
    """

    def current(self, work: Work, side: Side, link: Link, record: str) -> Record:  # noqa: ARG002 - the engine's own
        return side.current(record)


class StopsAtPoison(Sync):
    """Ends the pass at the first record that gets no answer: the records behind it wait for ever.

    A queue whose first message always fails is blocked; that is why queues have dead letters.
    """

    def report_failure(self, work: Work, source: str, failed: Failed) -> None:
        super().report_failure(work, source, failed)
        if isinstance(failed, Unanswered):
            raise GaveUp(str(failed))


class StopsAtMissing(Sync):
    """Ends the pass at a record that is gone, in this pass and in all that follow.

    One 404 in the middle of a job, uncaught, stops the job at the same place every night.
    """

    def attempt(self, work: Work, source: str, step: Callable[..., None], *args: object) -> None:
        def uncaught(work: Work, *args: object) -> None:
            try:
                step(work, *args)
            except Gone as gone:
                raise GaveUp(str(gone)) from gone

        super().attempt(work, source, uncaught, *args)


DEFECTS = (
    Defect("repeats-creates", RepeatsCreates, "robust.lost-answer", law="counterpart", also=("robust.crash",)),
    Defect(
        "starts-anew-at-an-empty-list",
        StartsAnew,
        "robust.sporadic-empty",
        law="counterpart",
        also=("in-sync.last-one",),
    ),
    Defect(
        "pages-by-offset",
        PagesByOffset,
        "robust.paging-shift",
        "customer-to-organizations",
        "custompms-trello",
        law="counterpart",
    ),
    Defect("hammers-a-limit", Hammers, "robust.rate-limit"),
    Defect(
        "gives-up-on-server-errors",
        GivesUpOnServerErrors,
        "robust.server-error",
        law="agreement",
        also=("robust.poison",),
    ),
    Defect("gives-up-without-connection", GivesUpWithoutConnection, "robust.refused", law="agreement"),
    Defect("takes-sent-for-done", TakesSentForDone, "robust.reset", law="agreement"),
    Defect("gives-up-on-timeouts", GivesUpOnTimeouts, "robust.timeout", law="agreement"),
    Defect("believes-every-success", BelievesSuccess, "robust.garbage", law="no-lost-edit"),
    Defect("believes-old-reads", BelievesOldReads, "robust.stale-read"),
    Defect("stops-at-poison", StopsAtPoison, "robust.poison"),
    Defect("stops-at-a-missing-record", StopsAtMissing, "robust.vanished", law="rest", also=("in-sync.no-delete",)),
    Defect("storms", Storms, "robust.unauthorised"),
    Defect("hasty", Hasty, "robust.slow", law="counterpart", also=("robust.lost-answer", "robust.crash")),
    Defect("gives-up-on-moments", GivesUpOnMoments, "robust.transient-refusal", law="agreement"),
)
