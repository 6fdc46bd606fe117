"""Trello: members by invitation, workspaces, comments, cards. Facts: its API's documentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import ClassVar

import orjson

from syncproof.engine.failures import DeniedError, Failed, NoAccess, RefusedError, SyncFailure
from syncproof.engine.http import Access, Http, Json
from syncproof.engine.ports.port import Changes, Port, PropertyEdit, Record, SystemPorts, epoch, iso, text
from syncproof.ledger import Value, Values

PAGE = 1000
FORBIDDEN = re.compile(r"unauthorized (card|member|organization)|too many|Free workspaces")
"""The words with which Trello forbids a request although the credentials are good."""
LOWEST_ID = "0" * 24
"""An id below all others: Trello's ids grow with time."""


class TrelloPort(Port):
    """The ways that all datatypes of Trello share; a subclass says where its records are, and their form in JSON."""

    fields: ClassVar[tuple[str, ...]] = ()
    path: ClassVar[str] = ""

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""
        return {"Authorization": f'OAuth oauth_consumer_key="{access.key}", oauth_token="{access.token}"'}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's text, or its message where the answer is JSON: Trello has both, and names no fields."""
        try:
            return orjson.loads(body)["message"], {}
        except (ValueError, KeyError, TypeError):
            return body.decode(errors="replace"), {}

    @staticmethod
    def denial(reason: str) -> type[SyncFailure]:
        """Return DeniedError where Trello's words forbid one record, Failed where they may speak of a place."""
        if reason == "unauthorized permission requested":
            return Failed
        return DeniedError if FORBIDDEN.search(reason) else NoAccess

    def changes_since(self, cursor: str) -> Changes:
        """Return all records, since Trello cannot say which of them changed; the cursor is the newest id."""
        records = {record.id: record for record in self.list_all()}
        return Changes(records, max((cursor, *records)))

    def list_all(self) -> list[Record]:
        """Return all records of the place."""
        raise NotImplementedError

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.path}/{record}", self.record, fields=",".join(self.fields))

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties only; Trello has no locking, so the last write wins."""
        stored = self.http.send("PUT", f"{self.path}/{record.id}", self.record, body=self.wire(changes))
        return stored._replace(values={**record.values, **changes, **stored.values})

    def change_times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Return '' for every property: Trello keeps no such times."""
        return dict.fromkeys(properties, "")

    def record(self, data: Json) -> Record:
        """Decode a record."""
        return Record(data["id"], {"id": data["id"], **self.values(data)})

    def records(self, data: Json) -> list[Record]:
        """Decode a list of records."""
        return [self.record(item) for item in _list(data)]

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that the answer has."""
        return {name: text(data[name]) for name in self.fields if name in data}

    def wire(self, values: Values) -> dict[str, Value]:
        """Encode values for a request; an empty text clears a field."""
        return {name: "" if value is None else value for name, value in values.items()}


class MembersPort(TrelloPort):
    """The members of a workspace. Trello makes one member per e-mail, however often the e-mail is invited."""

    fields = ("fullName", "email", "bio")
    path = "/members"
    required = ("email", "fullName")
    identity = "email"

    def __init__(self, http: Http, datatype: str, place: Mapping[str, str]) -> None:
        super().__init__(http, datatype, place)
        self.invited: set[Value] = set()

    def list_all(self) -> list[Record]:
        """Return the members of the workspace."""
        path = f"/organizations/{self.place['organization']}/members"
        return self.http.get(path, self.records, fields=",".join(self.fields))

    def create(self, values: Values) -> None:
        """Invite an e-mail, once a pass; the answer does not name the new member, the list of members does."""
        if values["email"] not in self.invited:
            self.http.send("PUT", f"/organizations/{self.place['organization']}/members", bool, body=self.wire(values))
            self.invited.add(values["email"])

    def normalise(self, property_: str, value: Value) -> Value:
        """Return an e-mail without capitals, other values as they are."""
        return value.lower() if property_ == "email" and isinstance(value, str) else value


class OrganizationsPort(TrelloPort):
    """The workspaces that the token's owner is a member of."""

    fields = ("displayName", "name", "website", "desc")
    path = "/organizations"
    required = ("displayName",)

    def list_all(self) -> list[Record]:
        """Return the workspaces of the token's owner."""
        return self.http.get("/members/me/organizations", self.records, fields=",".join(self.fields))

    def create(self, values: Values) -> Record:
        """Create a workspace, without the empty properties."""
        body = {name: value for name, value in values.items() if value is not None}
        return self.http.send("POST", self.path, self.record, body=body)

    def normalise(self, property_: str, value: Value) -> Value:
        """Return a website with a scheme, other values as they are."""
        if property_ == "website" and isinstance(value, str) and not value.lower().startswith(("http://", "https://")):
            return f"http://{value}"
        return value

    def wire(self, values: Values) -> dict[str, Value]:
        """Encode values for a request: an empty text clears a field; so would the website `null` without a scheme."""
        return {
            name: self.normalise(name, value) if name == "website" else "" if value is None else value
            for name, value in values.items()
        }


class CommentsPort(TrelloPort):
    """The comments on a card; the list shows the present text of an edited comment."""

    fields = ("text",)
    path = "/actions"
    required = ("text",)

    def list_all(self) -> list[Record]:
        """Return the comments on the card."""
        path = f"/cards/{self.place['card']}/actions"
        read = partial(self.http.get, path, _list, filter="commentCard", fields="data", memberCreator="false")
        return self.records(list(pages(read)))

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.path}/{record}", self.record)

    def create(self, values: Values) -> Record:
        """Create a comment."""
        path = f"/cards/{self.place['card']}/actions/comments"
        return self.http.send("POST", path, self.record, body=self.wire(values))

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that the answer has."""
        return {"text": text(data["data"]["text"])}


class CardsPort(TrelloPort):
    """The cards of a list. The board's log says what changed, when, and what a write of ours replaced."""

    fields: ClassVar[tuple[str, ...]] = ("name", "desc", "due", "start", "dueComplete", "closed", "pos", "idBoard")
    path = "/cards"
    required = ("name",)
    edits: Sequence[PropertyEdit] = ()

    def changes_since(self, cursor: str) -> Changes:
        """Return the changes in the board's log; the first read takes the cursor only, since no card is paired yet."""
        if not cursor:
            newest = max((action["id"] for action in self.log_page(limit=1)), default=LOWEST_ID)
            return Changes({}, newest, since=newest)
        changes = Changes({}, cursor)
        for action in sorted(pages(self.log_page, cursor), key=itemgetter("id")):
            changes.cursor = action["id"]
            self.add_action(changes, action["type"], action["data"], action["date"])
        self.edits = changes.edits
        return changes

    def unchanged(self) -> Iterable[Record]:
        """Return the cards of the list, archived or not, which the log does not name before they change."""
        path = f"/lists/{self.place['list']}/cards/all"
        return self.http.get(path, self.records, fields=",".join(self.fields))

    def add_action(self, changes: Changes, kind: str, data: Json, at: str) -> None:
        """Add an action of the log to the changes."""
        card = data["card"]
        if kind == "createCard":
            changes.created[card["id"]] = Record(card["id"], self.values(card), whole=False)
        elif kind == "deleteCard":
            changes.deleted.add(card["id"])
        elif kind == "moveCardFromBoard":
            changes.moved.add(card["id"])
        elif old := self.values(data.get("old", {})):
            new = self.values(card)
            earlier = changes.records.get(card["id"], Record(card["id"], {}))
            values = {**earlier.values, **{name: new[name] for name in old}}
            changes.records[card["id"]] = Record(card["id"], values, whole=False)
            changes.edits += [PropertyEdit(card["id"], name, before, new[name], at) for name, before in old.items()]

    def log_page(self, **bounds: str | int) -> list[Json]:
        """Read a page of the board's log."""
        path = f"/boards/{self.place['board']}/actions"
        kinds = "createCard,updateCard,deleteCard,moveCardFromBoard"
        return self.http.get(path, _list, filter=kinds, fields="type,data,date", memberCreator="false", **bounds)

    def record(self, data: Json) -> Record:
        """Decode a record."""
        board = self.place["board"]
        return super().record(data)._replace(elsewhere=data.get("idBoard", board) != board)

    def change_times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:
        """Return the times in the log; the card's own log is read where the card has changed since."""
        log = Changes({}, "", edits=[edit for edit in self.edits if edit.record == record.id])
        if not all(
            any(edit.property == name and edit.new == record.values[name] for edit in log.edits) for name in properties
        ):
            path = f"{self.path}/{record.id}/actions"
            for action in reversed(self.http.get(path, _list, filter="updateCard", limit=PAGE)):
                self.add_action(log, action["type"], action["data"], action["date"])
        times = {(edit.property, edit.new): edit.at for edit in log.edits}
        return {name: times.get((name, record.values[name]), "") for name in properties}

    def made_at(self, record: Record) -> str:
        """Return when a card was made, to the second: an id begins with the seconds since 1970."""
        return iso(int(record.id[:8], 16) * 1000)

    def create(self, values: Values) -> Record:
        """Create a card, without the empty properties."""
        body = {"idList": self.place["list"], **self.wire({name: v for name, v in values.items() if v is not None})}
        return self.http.send("POST", self.path, self.record, body=body)

    def values(self, data: Json) -> Values:
        """Return the canonical values of the fields that the answer has."""
        return {name: _canonical(name, data[name]) for name in self.fields if name in data}

    def wire(self, values: Values) -> dict[str, Value]:
        """Encode values for a request; an empty text clears a field. Raises RefusedError for no date that would."""
        return {name: _wire(name, value) for name, value in values.items()}


SYSTEM = SystemPorts(
    "Trello",
    ("URL", "KEY", "TOKEN"),
    {"Members": MembersPort, "Organizations": OrganizationsPort, "Actions": CommentsPort, "Cards": CardsPort},
)


def pages(read: Callable[..., list[Json]], since: str = "") -> Iterator[Json]:
    """Yield actions newest first, page by page; actions that happen meanwhile are left to the next read."""
    bounds: dict[str, str | int] = {"limit": PAGE}
    if since > LOWEST_ID:
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
    if name in {"dueComplete", "closed"}:
        return bool(value)
    if name == "pos":
        return _number(value)
    moment = text(value)
    return iso(epoch(moment)) if moment and name in {"due", "start"} else moment


def _wire(name: str, value: Value) -> Value:
    if name in {"dueComplete", "closed"}:
        return bool(value)
    if name in {"due", "start"} and value == "null":
        # Trello takes the word for no date at all.
        raise RefusedError(f"invalid value for {name}", {name: "null is no date"})
    return "" if value is None and name in {"name", "desc"} else value


def _number(value: Json) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    return value
