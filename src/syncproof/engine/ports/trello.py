"""Trello: members by invitation, workspaces, comments, cards; facts from its API's documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import ClassVar

import orjson

from syncproof.engine.http import Access, Http, Json
from syncproof.engine.ports.port import Edit, Look, Port, Record, epoch, iso, text
from syncproof.ledger import Value, Values

PAGE = 1000
BEFORE_ALL = "0" * 24


class Trello(Port):
    """What Trello's datatypes have in common; a subclass says where they are and how they read."""

    probe = "/members/me"
    fields: ClassVar[tuple[str, ...]] = ()
    path: ClassVar[str] = ""

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return what signs a request in."""
        return {"Authorization": f'OAuth oauth_consumer_key="{access.key}", oauth_token="{access.token}"'}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return the text, or the message where it is JSON: Trello has both, and names no fields."""
        try:
            return orjson.loads(body)["message"], {}
        except (ValueError, KeyError, TypeError):
            return body.decode(errors="replace"), {}

    def look(self, since: str) -> Look:
        """Return all there are: Trello cannot say which of these changed."""
        records = {record.id: record for record in self.listed()}
        return Look(records, max((since, *records)))

    def listed(self) -> list[Record]:
        """Read the list that they are in."""
        raise NotImplementedError

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.path}/{record}", self.record, fields=",".join(self.fields))

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties only; there is no lock, so who writes last wins."""
        stored = self.http.send("PUT", f"{self.path}/{record.id}", self.record, body=self.wire(changes))
        return stored._replace(values={**record.values, **changes, **stored.values})

    def times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Say nothing: Trello keeps no such times."""
        return dict.fromkeys(properties, "")

    def record(self, data: Json) -> Record:
        """Turn an answer into a record."""
        return Record(data["id"], self.values(data))

    def records(self, data: Json) -> list[Record]:
        """Turn a list into records."""
        return [self.record(one) for one in _list(data)]

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that are there."""
        return {name: text(data[name]) for name in self.fields if name in data}

    def wire(self, values: Values) -> dict[str, Value]:
        """Return values as Trello takes them; an empty one clears."""
        return {name: "" if value is None else value for name, value in values.items()}


class Members(Trello):
    """The members of a workspace. One e-mail is one member, whoever asks for it."""

    fields = ("fullName", "email")
    path = "/members"
    needs = ("email", "fullName")
    identity = "email"

    def __init__(self, http: Http, datatype: str, place: Mapping[str, str]) -> None:
        super().__init__(http, datatype, place)
        self.invited: set[Value] = set()

    def listed(self) -> list[Record]:
        """Read the list that they are in."""
        path = f"/organizations/{self.place['organization']}/members"
        return self.http.get(path, self.records, fields=",".join(self.fields))

    def create(self, values: Values) -> None:
        """Invite, once; the answer does not say who that is, the list of members does."""
        if values["email"] not in self.invited:
            self.http.send("PUT", f"/organizations/{self.place['organization']}/members", bool, body=self.wire(values))
            self.invited.add(values["email"])

    def fit(self, property_: str, value: Value) -> Value:
        """Return an e-mail without capitals."""
        return value.lower() if property_ == "email" and isinstance(value, str) else value


class Organizations(Trello):
    """Workspaces that the token's owner is in."""

    fields = ("displayName", "website", "desc")
    path = "/organizations"
    needs = ("displayName",)

    def listed(self) -> list[Record]:
        """Read the list that they are in."""
        return self.http.get("/members/me/organizations", self.records, fields=",".join(self.fields))

    def create(self, values: Values) -> Record:
        """Create one, without what is empty."""
        body = {name: value for name, value in values.items() if value is not None}
        return self.http.send("POST", self.path, self.record, body=body)

    def fit(self, property_: str, value: Value) -> Value:
        """Return a website with a scheme."""
        if property_ == "website" and isinstance(value, str) and not value.lower().startswith(("http://", "https://")):
            return f"http://{value}"
        return value

    def wire(self, values: Values) -> dict[str, Value]:
        """Return values as Trello takes them; an empty one clears, and so would a website that is called `null`."""
        return {
            name: self.fit(name, value) if name == "website" else "" if value is None else value
            for name, value in values.items()
        }


class Comments(Trello):
    """The comments on a card; a list shows the present text of those that were edited."""

    fields = ("text",)
    path = "/actions"
    needs = ("text",)

    def listed(self) -> list[Record]:
        """Read the list that they are in."""
        path = f"/cards/{self.place['card']}/actions"
        read = partial(self.http.get, path, _list, filter="commentCard", fields="data", memberCreator="false")
        return self.records(list(pages(read)))

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.path}/{record}", self.record)

    def create(self, values: Values) -> Record:
        """Create one, without what is empty."""
        path = f"/cards/{self.place['card']}/actions/comments"
        return self.http.send("POST", path, self.record, body=self.wire(values))

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that are there."""
        return {"text": text(data["data"]["text"])}


class Cards(Trello):
    """The cards of a list. Its board's log says what changed, when, and what a write of ours replaced."""

    fields = ("name", "desc", "due", "start", "dueComplete")
    path = "/cards"
    needs = ("name",)
    edits: Sequence[Edit] = ()

    def look(self, since: str) -> Look:
        """Return what the board's log says; the first look only takes its position: nothing is ours yet."""
        if not since:
            return Look({}, max((action["id"] for action in self.page(limit=1)), default=BEFORE_ALL))
        look = Look({}, since)
        for action in sorted(pages(self.page, since), key=itemgetter("id")):
            look.position = action["id"]
            self.note(look, action["type"], action["data"], action["date"])
        self.edits = look.edits
        return look

    def note(self, look: Look, kind: str, data: Json, at: str) -> None:
        """Take what an action of the log says."""
        card = data["card"]
        if kind == "createCard":
            look.made[card["id"]] = Record(card["id"], self.values(card), whole=False)
        elif kind == "deleteCard":
            look.gone.add(card["id"])
        elif old := self.values(data.get("old", {})):
            new = self.values(card)
            known = look.records.get(card["id"], Record(card["id"], {}))
            values = {**known.values, **{name: new[name] for name in old}}
            look.records[card["id"]] = Record(card["id"], values, whole=False)
            look.edits += [Edit(card["id"], name, before, new[name], at) for name, before in old.items()]

    def page(self, **bounds: str | int) -> list[Json]:
        """Read a page of the board's log."""
        path = f"/boards/{self.place['board']}/actions"
        kinds = "createCard,updateCard,deleteCard"
        return self.http.get(path, _list, filter=kinds, fields="type,data,date", memberCreator="false", **bounds)

    def times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:
        """Return what the log says; it is read again where the card has moved on since."""
        log = Look({}, "", edits=[edit for edit in self.edits if edit.record == record.id])
        if not all(
            any(edit.property == name and edit.new == record.values[name] for edit in log.edits) for name in properties
        ):
            path = f"{self.path}/{record.id}/actions"
            for action in reversed(self.http.get(path, _list, filter="updateCard", limit=PAGE)):
                self.note(log, action["type"], action["data"], action["date"])
        times = {(edit.property, edit.new): edit.at for edit in log.edits}
        return {name: times.get((name, record.values[name]), "") for name in properties}

    def create(self, values: Values) -> Record:
        """Create one, without what is empty."""
        body = {"idList": self.place["list"], **{name: v for name, v in values.items() if v is not None}}
        return self.http.send("POST", self.path, self.record, body=body)

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that are there."""
        return {name: _canonical(name, data[name]) for name in self.fields if name in data}

    def wire(self, values: Values) -> dict[str, Value]:
        """Return values as Trello takes them; an empty one clears."""
        return {name: _wire(name, value) for name, value in values.items()}


def pages(read: Callable[..., list[Json]], since: str = "") -> Iterator[Json]:
    """Read actions newest first, page by page; those that come meanwhile are for the next time."""
    bounds: dict[str, str | int] = {"limit": PAGE}
    if since > BEFORE_ALL:
        bounds["since"] = since
    while True:
        page = read(**bounds)
        yield from page
        if len(page) < PAGE:
            return
        bounds["before"] = min(action["id"] for action in page)


def _list(data: Json) -> list[Json]:
    if not isinstance(data, list):
        raise TypeError("not a list")
    return data


def _canonical(name: str, value: Json) -> Value:
    if name == "dueComplete":
        return bool(value)
    moment = text(value)
    return iso(epoch(moment)) if moment and name in {"due", "start"} else moment


def _wire(name: str, value: Value) -> Value:
    if name == "dueComplete":
        return bool(value)
    return "" if value is None and name in {"name", "desc"} else value
