"""A fake with a few records in it, to which anything is sent through its door: what goes in, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlencode

from faker import Faker

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, Snapshot
from syncproof.fakes.kit.mount import Door
from syncproof.ledger import Ledger, Values

FAKER = Faker()


class Request(NamedTuple):
    """What is sent; `address` and `query` may hold any bytes, percent-encoded, and the rest any Latin-1."""

    method: str
    address: str
    query: str
    headers: tuple[tuple[str, str], ...]
    length: str
    type: str
    body: bytes


class Stage(NamedTuple):
    """A fake with a few records in it, its door, and a moment to come back to."""

    fake: Fake
    door: Door
    start: Snapshot
    ids: Mapping[str, tuple[str, ...]]
    """What is there, by the name that addresses have for its kind."""


MADE = (
    ("label", "/1/labels", {"name": "Late", "color": "red", "idBoard": "{board}"}),
    (
        "customField",
        "/1/customFields",
        {
            "idModel": "{board}",
            "modelType": "board",
            "name": "Wood",
            "type": "list",
            "pos": "top",
            "options": '[{{"value": {{"text": "Oak"}}}}]',
        },
    ),
    ("checklist", "/1/checklists", {"name": "Steps", "idCard": "{card}"}),
    ("item", "/1/checklists/{checklist}/checkItems", {"name": "One"}),
    ("sticker", "/1/cards/{card}/stickers", {"image": "check", "top": "1", "left": "1", "zIndex": "1"}),
    ("attachment", "/1/cards/{card}/attachments", {"url": "https://x.example/y"}),
    ("webhook", "/1/webhooks", {"callbackURL": "https://x.example/hook", "idModel": "{board}"}),
    ("star", "/1/members/me/boardStars", {"idBoard": "{board}", "pos": "top"}),
    ("search", "/1/members/me/savedSearches", {"name": "Mine", "query": "x", "pos": "top"}),
    ("reaction", "/1/actions/{action}/reactions", {"native": "👍"}),
)
"""What else of Trello's is made through its API, with the parameters that it takes."""


@cache
def stage(system: str) -> Stage:
    """Return a stage, made once: to restore one is quicker."""
    fake = FAKES[system](Clock(), Ledger())
    FAKER.seed_instance(0)
    door = Door(fake)
    door.ask = lambda _: 200  # nobody outside is asked
    ids: dict[str, tuple[str, ...]] = {"member": ("me",), "token": (fake.credentials.get("token", ""),)}
    for datatype in fake.datatypes:
        named = fake.prepare(datatype)
        place = named.get({"Members": "organization", "Actions": "card", "Cards": "list"}.get(datatype, ""), "")
        sample = import_module(f"syncproof.fakes.{system.lower()}.samples").record(FAKER, datatype)
        added = fake.add(datatype, sample, place=place)
        for kind, id_ in (*named.items(), (datatype.lower().removesuffix("s"), added)):
            ids[kind] = (*ids.get(kind, ()), id_)
    for kind, address, values in MADE if system == "Trello" else ():
        known = {name: each[0] for name, each in ids.items()}
        query = urlencode({name: value.format(**known) for name, value in values.items()} | dict(fake.credentials))
        request = Request("POST", address.format(**known), query, (), "", "", b"")
        status, _, body = sent(Stage(fake, door, fake.snapshot(), {}), request)
        assert status == 200, (kind, body)
        made = json.loads(body)
        ids[kind] = ((made[0] if isinstance(made, list) else made)["id"],)
    ids["id"] = tuple(id_ for each in ids.values() for id_ in each)
    return Stage(fake, door, fake.snapshot(), ids)


def held(fake: Fake) -> dict[str, dict[str, Values]]:
    """Return all records."""
    return {datatype: dict(fake.records(datatype)) for datatype in fake.datatypes}


class Answer(NamedTuple):
    """What came back."""

    status: int
    type: str
    body: bytes


def sent(at: Stage, request: Request) -> Answer:
    """Send a request as a WSGI server would, and return what came back."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.address).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": "fake.example",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_TYPE": request.type,
        "CONTENT_LENGTH": request.length,
    }
    for name, value in request.headers:
        variable = f"HTTP_{name.upper().replace('-', '_')}"
        # A header that comes twice is one to WSGI, joined by a comma.
        environ[variable] = f"{environ[variable]},{value}" if variable in environ else value
    lines: list[str] = []
    named: dict[str, str] = {}

    def start(line: str, headers: list[tuple[str, str]], *_: object) -> None:
        lines.append(line)
        named.update((name.lower(), value) for name, value in headers)
        "".join(named.values()).encode("latin-1")

    body = b"".join(at.door(environ, start))  # type: ignore[arg-type]  # a start_response that nobody writes through
    assert len(lines) == 1
    return Answer(int(lines[0][:3]), named.get("content-type", ""), body)
