"""The control API's routes: HTTP in, the systems asked, HTTP out. docs/control.md has a curl line for each."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

import falcon
import orjson

from syncproof.checklist import Checklist
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.fake import Fake
from syncproof.serve.control import page
from syncproof.serve.control.answers import answer_errors
from syncproof.serve.control.asking import Body, Cannot, asked, known
from syncproof.serve.control.faults import PlantedFaults
from syncproof.serve.control.lines import line
from syncproof.serve.control.records import Records
from syncproof.serve.control.tokens import Tokens
from syncproof.serve.systems import Systems
from syncproof.sut.contract import sut_checklist, sut_environ

_LATEST = moment("2100-01-01")
"""The clock ends here: Trello's ids have the seconds since 1970 in eight hexadecimal digits."""
_MOST_RECORDS = 2000
"""The most records to seed at once: no client is answered meanwhile."""
_MOST_SNAPSHOTS = 1000
"""A snapshot needs some tens of kilobytes."""
_MOST_LINES = 10_000
_MOST = 1 << 53


class Control:
    """A web application over systems: `access` was announced; `moved` is called when time jumps or a user acts."""

    def __init__(
        self,
        systems: Systems,
        checklists: Sequence[Checklist],
        access: Mapping[str, Mapping[str, str]],
        *,
        moved: Callable[[], None],
    ) -> None:
        self.systems = systems
        self.checklists = {checklist.slug: checklist for checklist in checklists}
        self.access = access
        self.moved = moved
        self.app = _application(self)

    def on_get_systems(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the systems, their datatypes with properties, the number of records, the time."""
        asked(req)
        systems = self.systems
        shown = [
            {
                "system": name,
                "url": self.access[name.lower()]["url"],
                "datatypes": [self._datatype(fake, datatype) for datatype in fake.datatypes],
            }
            for name, fake in systems.fakes.items()
        ]
        capabilities = sorted(systems.settings.capabilities)
        resp.data = orjson.dumps({"systems": shown, "capabilities": capabilities} | self._moment())

    def _datatype(self, fake: Fake, datatype: str) -> dict[str, object]:
        place = self.systems.place(fake.name, datatype)
        properties = fake.datatypes[datatype].properties.values()
        return {
            "datatype": datatype,
            "place": place,
            "records": len(fake.records(datatype, place)),
            "properties": {each.name: {"kind": each.kind, "mandatory": each.mandatory} for each in properties},
        }

    def _moment(self) -> dict[str, object]:
        """Return the state that a page which polls compares: clock, ledger, snapshots, resets."""
        systems = self.systems
        return {
            "clock": self._clock(),
            "ledger": len(systems.ledger),
            "first": systems.ledger.first,
            "faults": sum(each.changes for each in systems.faults.values()),
            "snapshots": systems.snapshots,
            "resets": systems.resets,
        }

    def on_get_environment(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the environment of a sync, as lines for a shell."""
        asked(req)
        fakes = self.systems.fakes
        environ = sut_environ(
            {fake.word(): (self.access[name.lower()]["url"], fake.credentials) for name, fake in fakes.items()}
        )
        resp.content_type = "text/plain; charset=utf-8"
        resp.text = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in environ.items())

    def on_get_checklist(self, req: falcon.Request, resp: falcon.Response, document: str) -> None:
        """Answer the checklist file of a sync, `SYNCPROOF_CHECKLIST`, for an accepted document."""
        asked(req)
        checklist = self.checklists[known("document", document, self.checklists)]
        of_targets, of_sources = (
            {section: self.systems.places.get((end.system, end.datatype), {}) for section, end in ends.items()}
            for ends in (
                {each.slug: each.target for each in checklist.sections},
                {each.slug: each.source for each in checklist.sections},
            )
        )
        resp.data = orjson.dumps(sut_checklist(checklist, of_targets, source_places=of_sources))

    def on_post_reset(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Make everything as it was at the start."""
        Body(req)
        self.systems.reset()
        resp.data = orjson.dumps({"resets": self.systems.resets})
        self.moved()

    def on_post_seed(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add believable records, so many of each datatype."""
        records = Body(req, "records").whole("records", most=_MOST_RECORDS)
        full = self.systems.seed(records)
        resp.data = orjson.dumps({"records": records} | ({"full": full} if full else {}))
        self.moved()

    def on_post_snapshots(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Take a snapshot."""
        Body(req)
        if self.systems.snapshots >= _MOST_SNAPSHOTS:
            do = "reset, or go back to an earlier one: both forget snapshots"
            raise Cannot(f"there are {_MOST_SNAPSHOTS} snapshots already", do, HTTPStatus.CONFLICT)
        resp.data = orjson.dumps({"snapshot": self.systems.snapshot()})

    def on_post_restore(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Go back to a snapshot."""
        number = Body(req, "snapshot").whole("snapshot", most=_MOST)
        try:
            self.systems.restore(number)
        except LookupError:
            there = f"there are 1 to {self.systems.snapshots}" if self.systems.snapshots else "there are none yet"
            do = f"{there}; a reset, or going back to an earlier one, forgets snapshots"
            raise Cannot(f"no snapshot {number}", do, HTTPStatus.NOT_FOUND) from None
        resp.data = orjson.dumps({"snapshot": number, "clock": self._clock()})
        self.moved()

    def _clock(self) -> dict[str, object]:
        now = self.systems.clock.now
        return {"now": iso(now), "milliseconds": now, "runs": self.systems.time.runs}

    def on_get_clock(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the time."""
        asked(req)
        resp.data = orjson.dumps(self._clock())

    def on_post_clock(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Advance the clock by so many seconds."""
        left = max(0, (_LATEST - self.systems.clock.now) // 1000)
        self.systems.time.advance(Body(req, "advance").number("advance", most=left))
        resp.data = orjson.dumps(self._clock())
        self.moved()

    def on_get_ledger(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer the ledger from a line on; `next` is the line to go on from."""
        asked(req, "since", "limit")
        since = req.get_param_as_int("since", min_value=0, max_value=_MOST, default=0)
        limit = req.get_param_as_int("limit", min_value=1, max_value=_MOST_LINES, default=1000)
        # The line may be from before a reset, or forgotten.
        since = max(min(since, len(self.systems.ledger)), self.systems.ledger.first)
        shown = [line(event) for event in self.systems.ledger[since : since + limit]]
        resp.data = orjson.dumps({"lines": shown, "next": since + len(shown)} | self._moment(), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(value)


class _TokenCheck:
    """Refuses requests without the token; the page itself holds nothing about the systems, so it needs none."""

    def __init__(self, token: str) -> None:
        self._authorization = f"Bearer {token}".encode()

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Check the token before anything else of a request. Raises Cannot."""
        given = req.get_header("Authorization", default="").encode("latin-1", "replace")
        if req.path not in page.PATHS and not secrets.compare_digest(given, self._authorization):
            do = "send the header Authorization: Bearer TOKEN, with the token that syncproof serve printed"
            raise Cannot("the control API needs its token", do, HTTPStatus.UNAUTHORIZED)


def _application(control: Control) -> falcon.App[falcon.Request, falcon.Response]:
    app = falcon.App(middleware=[_TokenCheck(control.access["control"]["token"])])
    answer_errors(app)
    for path in page.PATHS:
        app.add_route(path, _responders(on_get=page.on_get_page))
    app.add_route("/systems", _responders(on_get=control.on_get_systems))
    app.add_route("/environment", _responders(on_get=control.on_get_environment))
    app.add_route("/checklists/{document}", _responders(on_get=control.on_get_checklist))
    records = Records(control.systems, control.moved)
    app.add_route("/records/{system}/{datatype}", records)
    app.add_route("/records/{system}/{datatype}/{record}", records, suffix="one")
    app.add_route("/records/{system}/{datatype}/{record}/story", records, suffix="story")
    app.add_route("/records/{system}/{datatype}/{record}/acts", records, suffix="acts")
    app.add_route("/tokens", Tokens(control.systems))
    app.add_route("/reset", _responders(on_post=control.on_post_reset))
    app.add_route("/seed", _responders(on_post=control.on_post_seed))
    app.add_route("/snapshots", _responders(on_post=control.on_post_snapshots))
    app.add_route("/restore", _responders(on_post=control.on_post_restore))
    app.add_route("/clock", _responders(on_get=control.on_get_clock, on_post=control.on_post_clock))
    faults = PlantedFaults(control.systems)
    app.add_route("/faults", faults)
    app.add_route("/faults/kinds", faults, suffix="kinds")
    app.add_route("/faults/paths", faults, suffix="paths")
    app.add_route("/faults/struck", faults, suffix="struck")
    app.add_route("/ledger", _responders(on_get=control.on_get_ledger))
    return app


def _responders(**responders: Callable[..., None]) -> object:
    """Return a resource, as Falcon wants it, of responders."""
    return type("Route", (), {name: staticmethod(responder) for name, responder in responders.items()})()
