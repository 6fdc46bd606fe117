"""A look at what a sync asks, and at what kind of answer it gets, while nothing is disturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import orjson

from syncproof.fakes.kit.faults import Faults

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage


class Observed(Faults):
    """Lets each answer through, and keeps the kind of each: `list`, `record` or `other`."""

    def __init__(self, app: WSGIApplication, keep: Callable[[str], None]) -> None:
        super().__init__(app)
        self._keep = keep

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, and keep the kind of the answer."""
        body = b"".join(super().__call__(environ, start_response))
        self._keep(kind_of_answer(environ["REQUEST_METHOD"], body))
        return [body]


@contextmanager
def observe(stage: Stage) -> Iterator[list[str]]:
    """Let all doors of a stage keep the kinds of their answers, in the list that is yielded, until the block ends."""
    kinds: list[str] = []
    before = {name: door.faults for name, door in stage.doors.items()}
    for door in stage.doors.values():
        door.faults = Observed(door.faults, kinds.append)
    try:
        yield kinds
    finally:
        for name, door in stage.doors.items():
            door.faults = before[name]


def kind_of_answer(method: str, body: bytes) -> str:
    """Return what an answer holds: a list of records, the record that was asked for, or something other."""
    if method != "GET":
        return "record" if method in {"PUT", "PATCH", "DELETE"} else "other"
    try:
        held: Any = orjson.loads(body)
    except ValueError:
        return "other"
    if isinstance(held, dict):
        is_list = any(isinstance(each, list) for each in held.values())
    else:
        is_list = isinstance(held, list)
    return "list" if is_list else "record"
