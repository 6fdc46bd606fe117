"""The control API's records: a user sees and edits them as in a system's own screens."""

from __future__ import annotations

from collections.abc import Callable

import falcon
import orjson

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.kit.fake import Fake, NoSuchAct, NoSuchRecord
from syncproof.ledger import By, Ref, Values
from syncproof.serve.control.asking import Body, Cannot, asked, known
from syncproof.serve.control.story import story
from syncproof.serve.systems import Systems

ACTS = ("archive", "restore", "move", "copy")
"""What a user can do to a record beside changing and deleting it."""


class Records:
    """`/records/{system}/{datatype}` and a single record below it. `moved` is called when a user has acted."""

    def __init__(self, systems: Systems, moved: Callable[[], None]) -> None:
        self._systems = systems
        self._moved = moved

    def on_get(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str) -> None:
        """Answer records, oldest first: of the prepared place, of another place, or ('') of all places."""
        fake = self._fake(system, datatype)
        asked(req, "place", "limit")
        found = fake.records(datatype, self._place(system, datatype, req.get_param("place")))
        limit = req.get_param_as_int("limit", min_value=0, max_value=1 << 53)
        # A limit keeps the newest records: a person who watches wants to see those.
        shown = list(found)[max(0, len(found) - limit) :] if limit is not None else list(found)
        resp.data = orjson.dumps({"total": len(found), "records": {id_: dict(found[id_]) for id_ in shown}})

    def on_post(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str) -> None:
        """Add a record, as a user."""
        fake, body = self._fake(system, datatype), Body(req, "values", "place")
        values = _values(body, fake, datatype)
        if "idList" in values:
            raise Cannot("a new card is put into its place", 'send "place": the id of the list, and no idList')
        place = self._place(system, datatype, body.text("place") if "place" in body else None)
        resp.data = orjson.dumps({"id": fake.add(datatype, values, place=place, by=By.USER)})
        self._moved()

    def on_get_one(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str, record: str) -> None:
        """Answer a record."""
        asked(req)
        resp.data = orjson.dumps(dict(_found(self._fake(system, datatype), datatype, record)))

    def on_get_story(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str, record: str) -> None:
        """Answer the story of a record, also of one that is deleted: its requests and acts in order, in words."""
        asked(req)
        fake, ledger = self._fake(system, datatype), self._systems.ledger
        acts = story(ledger, Ref(system, datatype, record))
        if all(act.by is By.HARNESS and not act.changed for act in acts):
            _found(fake, datatype, record)  # no line is about the record: it may never have been
        shown = [act._asdict() | {"at": iso(act.at)} for act in acts]
        resp.data = orjson.dumps({"acts": shown, "first": ledger.first})

    def on_patch_one(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str, record: str) -> None:
        """Change properties of a record, as a user."""
        fake = self._fake(system, datatype)
        body = Body(req, "values", "as_sut")
        values = _values(body, fake, datatype)
        _found(fake, datatype, record)
        fake.edit(datatype, record, values, by=By.USER, as_sut=body.flag("as_sut"))
        resp.data = orjson.dumps(dict(_found(fake, datatype, record)))
        self._moved()

    def on_post_acts(self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str, record: str) -> None:
        """Let a user do to a record what is no change of a property: archive, restore, move or copy it."""
        fake, body = self._fake(system, datatype), Body(req, "act", "to")
        act = known("act", body.text("act"), ACTS)
        if ("to" in body) != (act == "move"):
            do = 'only a move goes somewhere: {"act": "move", "to": "another list"}'
            raise Cannot("to is missing" if act == "move" else f"{act} takes no to", do)
        answer = {}
        if act == "move":
            moves = fake.datatypes[datatype].moves
            if not moves:
                raise NoSuchAct(f"{system} has no way in which {datatype} can be moved")
            fake.move(datatype, record, known(f"place to move {datatype} to", body.text("to"), moves))
        elif act == "copy":
            answer["id"] = fake.copy(datatype, record)
        else:
            fake.archive(datatype, record, archived=act == "archive")
        resp.data = orjson.dumps(answer)
        self._moved()

    def on_delete_one(
        self, req: falcon.Request, resp: falcon.Response, system: str, datatype: str, record: str
    ) -> None:
        """Delete a record, as a user."""
        Body(req)
        self._fake(system, datatype).remove(datatype, record, by=By.USER)
        resp.data = b"{}"
        self._moved()

    def _fake(self, system: str, datatype: str) -> Fake:
        fake = self._systems.fakes[known("system", system, self._systems.fakes)]
        known(f"datatype of {system}", datatype, fake.datatypes)
        return fake

    def _place(self, system: str, datatype: str, given: str | None) -> str:
        prepared = self._systems.place(system, datatype)
        if given and not prepared:
            raise Cannot(f"{system} {datatype} needs no place", "leave the place out")
        return prepared if given is None else given


def _values(body: Body, fake: Fake, datatype: str) -> Values:
    return body.values("values", fake.datatypes[datatype].properties, f"{fake.name} {datatype}")


def _found(fake: Fake, datatype: str, record: str) -> Values:
    """Return a visible record: a member who left every workspace is none. Raises NoSuchRecord."""
    values = fake.records(datatype).get(record)
    if values is None:
        raise NoSuchRecord(f"{fake.name} has no {datatype} {record!r}")
    return values
