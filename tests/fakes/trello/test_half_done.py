"""What is refused leaves nothing behind: each published write, with each parameter that cuts its answer spoilt."""

from __future__ import annotations

from collections import Counter

import httpx

from .spec.catalogue import Catalogue
from .spec.watch import Watch

CUTS = (
    *("checkItem_fields", "checkItems", "display", "emoji", "entities", "fields", "filter", "member"),
    *("memberCreator", "memberCreator_fields", "member_fields", "orgMemberType"),
)
REFUSED = ("emoji", "fields", "member", "memberCreator", "memberCreator_fields")


class Spoiling(Catalogue):
    """Asks for everything, and before each write asks for it in ways that nobody can answer."""

    def __init__(self) -> None:
        super().__init__(Watch(lambda _: False))
        self.refusals: Counter[str] = Counter()
        self.half_done: list[str] = []

    def _answer(self, request: httpx.Request, status: int) -> httpx.Response:
        if request.method != "GET":
            for name in CUTS:
                self._spoil(request, name)
        return super()._answer(request, status)

    def _spoil(self, request: httpx.Request, name: str) -> None:
        before = self.trello.snapshot()
        mark = self.trello.journal.mark()
        spoilt, bare = request.url.copy_set_param(name, "nope"), request.url.copy_with(query=None)
        answer = self._answers.request(
            request.method, bare, params=spoilt.params, content=request.read(), headers=request.headers
        )
        if answer.is_error:
            self.refusals[answer.text] += 1
            if self.trello.journal.mark() != mark:
                self.half_done.append(f"{request.method} {spoilt.path} with {name}=nope: {answer.text}")
        self.trello.restore(before)


def test_what_an_answer_cannot_hold_is_refused_before_anything_is_written() -> None:
    spoiling = Spoiling()

    spoiling.read()

    assert spoiling.half_done == []
    assert spoiling.refusals.keys() >= {f"invalid value for {name}" for name in REFUSED}
