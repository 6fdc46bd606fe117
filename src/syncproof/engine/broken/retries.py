"""Defects in trying again: at once, too often, too early, or never.

Each is a defect that syncs in use have had; the classes say where such defects are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from http import HTTPStatus
from typing import Any, TypeVar, cast

import httpx

from syncproof.engine import Sync
from syncproof.engine.broken.defect import Defect
from syncproof.engine.failures import RefusedError, Unanswered
from syncproof.engine.http import Http, Json
from syncproof.engine.links import Base, Link
from syncproof.engine.work import Work

T = TypeVar("T")
_MANY = 20


class RepeatsCreates(Sync):
    """Repeats a create that was not answered, and never looks for what the first one made.

    The double that people report most: a webhook or a job is delivered twice, or a client retries every POST.
    """

    def find_created(self, work: Work) -> None:
        """Find nothing."""


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


class GivesUpForGood(Sync):
    """Counts a change as done when its retries are used up, and does not try again when the system is well.

    A queue moves such a message to its dead letters; whoever never looks there has two systems that differ for good.
    """

    def attempt(self, work: Work, source: str, step: Callable[..., None], *args: object) -> None:
        def retried(work: Work, *args: object) -> None:
            try:
                step(work, *args)
            except Unanswered as failed:
                self.report_failure(work, source, failed)
                link = self.links.of(work.section.id, source)
                if link.state == "paired":
                    self.links.rebase(link, _as_seen(work, link))
                else:
                    self.links.mark_refused(link)

        super().attempt(work, source, retried, *args)


def _as_seen(work: Work, link: Link) -> Base:
    """Return what both sides were last seen to hold, whether that is equal or not."""
    sources, targets = work.source.changes.records, work.target.changes.records
    source = sources[link.source].values if link.source in sources else {}
    target = targets[link.target].values if link.target in targets else {}
    before = {row: link.base.get(row.key, (None, None)) for row in work.section.rows}
    return {row.key: (source.get(row.source, old[0]), target.get(row.target, old[1])) for row, old in before.items()}


DEFECTS = (
    Defect("repeats-creates", RepeatsCreates, "robust.lost-answer", law="counterpart", also=("robust.crash",)),
    Defect("hammers-a-limit", Hammers, "robust.rate-limit"),
    Defect("storms", Storms, "robust.unauthorised"),
    Defect(
        "gives-up-on-server-errors",
        GivesUpOnServerErrors,
        "robust.server-error",
        law="agreement",
        also=("robust.poison",),
    ),
    Defect("gives-up-on-moments", GivesUpOnMoments, "robust.transient-refusal", law="agreement"),
    Defect("gives-up-without-connection", GivesUpWithoutConnection, "robust.refused", law="agreement"),
    Defect("takes-sent-for-done", TakesSentForDone, "robust.reset", law="agreement"),
    Defect("gives-up-on-timeouts", GivesUpOnTimeouts, "robust.timeout", law="agreement"),
    Defect("hasty", Hasty, "robust.slow", law="counterpart", also=("robust.lost-answer", "robust.crash")),
    Defect(
        "gives-up-for-good",
        GivesUpForGood,
        "robust.server-error",
        swept=True,
        law="agreement",
        also=("robust.poison",),
    ),
)
