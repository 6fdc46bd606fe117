"""Trello: members by invitation, workspaces, comments, cards. Facts: Trello's REST API, sections 2 to 10a of its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import orjson

from syncproof.engine.http import Access
from syncproof.engine.port import Edit, Look, Port, Record, epoch, iso, text
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
        return self.http.get(f"{self.path}/{record}", self.record, fields=",".join(self.fields))

    def write(self, record: Record, changes: Values) -> Record:
        stored = self.http.send("PUT", f"{self.path}/{record.id}", self.record, body=self.wire(changes))
        return stored._replace(values={**record.values, **changes, **stored.values})

    def times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:  # noqa: ARG002 - Trello keeps no such times
        return dict.fromkeys(properties, "")

    def record(self, data: Any) -> Record:
        """Turn an answer into a record."""
        return Record(data["id"], self.values(data))

    def values(self, data: Any) -> Values:
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
    shared = True

    def listed(self) -> list[Record]:
        path = f"/organizations/{self.place['organization']}/members"
        return self.http.get(path, lambda data: [self.record(one) for one in data], fields=",".join(self.fields))

    def create(self, values: Values) -> None:
        """Invite; the answer does not say who that is, the list of members does."""
        self.http.send("PUT", f"/organizations/{self.place['organization']}/members", bool, body=self.wire(values))

    def fit(self, property_: str, value: Value) -> Value:
        return value.lower() if property_ == "email" and isinstance(value, str) else value


class Organizations(Trello):
    """Workspaces that the token's owner is in."""

    fields = ("displayName", "website", "desc")
    path = "/organizations"
    needs = ("displayName",)

    def listed(self) -> list[Record]:
        return self.http.get(
            "/members/me/organizations",
            lambda data: [self.record(one) for one in data],
            fields=",".join(self.fields),
        )

    def create(self, values: Values) -> Record:
        body = {name: value for name, value in values.items() if value is not None}
        return self.http.send("POST", self.path, self.record, body=body)

    def fit(self, property_: str, value: Value) -> Value:
        if property_ == "website" and isinstance(value, str) and not value.startswith(("http://", "https://")):
            return f"http://{value}"
        return value

    def wire(self, values: Values) -> dict[str, Value]:
        return {name: "" if value is None and name != "website" else value for name, value in values.items()}


class Comments(Trello):
    """The comments on a card; a list shows the present text of those that were edited."""

    fields = ("text",)
    path = "/actions"
    needs = ("text",)

    def listed(self) -> list[Record]:
        path = f"/cards/{self.place['card']}/actions"
        return [self.record(action) for action in actions(self, path, "commentCard", "")]

    def read(self, record: str) -> Record:
        return self.http.get(f"{self.path}/{record}", self.record)

    def create(self, values: Values) -> Record:
        path = f"/cards/{self.place['card']}/actions/comments"
        return self.http.send("POST", path, self.record, body=self.wire(values))

    def values(self, data: Any) -> Values:
        return {"text": text(data["data"]["text"])}


class Cards(Trello):
    """The cards of a board. Its log says what changed, when, and what a write of ours replaced."""

    fields = ("name", "desc", "due", "start", "dueComplete")
    path = "/cards"
    needs = ("name",)
    seen: Look | None = None

    def look(self, since: str) -> Look:
        """Return what the board's log says, oldest first; the first look only takes its position."""
        if not since:
            return Look({}, max((action["id"] for action in self.log(BEFORE_ALL, limit=1)), default=BEFORE_ALL))
        self.seen = look = Look({}, since)
        for action in sorted(self.log(since), key=lambda action: str(action["id"])):
            look.position = action["id"]
            card = action["data"]["card"]
            if action["type"] == "createCard":
                look.made[card["id"]] = Record(card["id"], {"name": text(card.get("name"))}, whole=False)
                continue
            changed = self.values(card) if action["type"] == "updateCard" else {}
            old = action["data"].get("old", {})
            new = {name: value for name, value in changed.items() if name in old}
            known = look.records.get(card["id"])
            look.records[card["id"]] = Record(card["id"], {**(known.values if known else {}), **new}, whole=False)
            before = self.values(old)
            look.edits += [Edit(card["id"], name, before[name], new[name], action["date"]) for name in new]
        return look

    def log(self, since: str, limit: int = PAGE) -> Iterator[Any]:
        """Read the board's log."""
        path = f"/boards/{self.place['board']}/actions"
        return actions(self, path, "createCard,updateCard,deleteCard", since, limit)
