"""Requests of any kind, to every fake, through its door: never an exception, never 5xx; a refusal changes nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st

from syncproof.fakes import FAKES
from syncproof.fakes.customerp.openapi import document as of_customerp
from syncproof.fakes.custompms.openapi import document as of_custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, Snapshot
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.kit.published import PUBLIC
from syncproof.fakes.trello.application import ROUTES
from syncproof.ledger import Call, Created, Deleted, Ledger, Updated, Values
from syncproof.steps.chance import SEEDED

DOCUMENTS = {"Customerp": of_customerp(), "Custompms": of_custompms()}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "get")
TEMPLATES: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{
        system: tuple(
            (method.upper(), document["servers"][0]["url"] + path.replace("{id}", f"{{{item['get']['tags'][0][:-1]}}}"))
            for path, item in document["paths"].items()
            for method in item
            if method != "parameters"
        )
        for system, document in DOCUMENTS.items()
    },
    "Trello": tuple((method, f"/1{path}") for method, path in ROUTES),
}
OF_TRELLO = """
    actions active activity address admin attachment_fields attachments avatarSource before bio board boardStars
    board_fields boards boardsInvited boards_limit brightness callbackURL card cardRole cards cards_limit cards_page
    checkItemStates checkItem_fields checkItems checked checklist_fields checklists closed collaborator color
    coordinates count cover cursor customFieldItems customFields deactivated defaultLabels defaultLists desc
    description display displayName due dueComplete dueReminder email entities expiration fields file filter format
    fullName idAttachmentCover idBoard idBoardSource idCard idCardSource idCards idChecklist idChecklistSource
    idLabels idList idListSource idMember idMembers idModel idModels idOrganization idOrganizations ids initials
    keepFromSource labels left licensed limit list lists locale locationName member memberCreator
    memberCreator_fields member_fields member_filter members membersVoted members_limit memberships mimeType
    modelTypes myPrefs name notifications onlyOrgMembers organization organization_fields organizations page
    paid_account partial pluginData pos powerUps prefs/background prefs/permissionLevel prefs/selfJoin
    prefs_background prefs_permissionLevel prefs_selfJoin prefs_voting query reactions read_filter rotate search
    setCover since sort sortBy start startIndex state sticker_fields stickers subscribed tags text tile tokens top
    type unread url urlSource urls username value webhooks website zIndex customField_fields action_reactions
    native shortName unified idEmoji idValue idPlugin nocache checkItem idTags modelType options idCustomField number
    display_cardFront display/cardFront
"""
"""Trello's parameters as its OpenAPI document names them, and some that it forgot."""
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "Customerp": ("limit", "cursor", "updated_since", "page"),
    "Custompms": ("page", "pageSize", "modifiedSince", "limit"),
    "Trello": tuple(OF_TRELLO.split()),
}
TYPES = (
    *("application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16"),
    *("application/merge-patch+json", "application/x-www-form-urlencoded", "text/plain", "", "\xff/\x00", "json"),
    *("multipart/form-data; boundary=x", "multipart/form-data", "application/json, application/json", "*/*; q"),
)
HEADERS = (
    *(("If-Match", "*"), ("If-Match", '"1-0"'), ("If-Match", ","), ("If-Match", "\xff"), ("If-None-Match", "*")),
    *(("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Accept", "nonsense"), ("Accept", "text/xml")),
    *(("Authorization", ""), ("Authorization", "OAuth"), ("Authorization", 'OAuth oauth_token="'), ("Cookie", "=;=")),
    *(
        ("X-Api-Key", ""),
        ("Range", "bytes=9-1"),
        ("X-Forwarded-Host", "\x00"),
        ("Host", ""),
        ("Expect", "100-continue"),
    ),
    *(("Date", "never"), ("X-HTTP-Method-Override", "DELETE"), ("If-Modified-Since", "x")),
)
TEXTS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "1.5",
        "1e400",
        "9" * 400,
        "true",
        "false",
        "null",
        "all",
        "none",
        "me",
        "top",
        "bottom",
    ),
    *(
        "2026-02-30",
        "2026-01-31T12:00:00.000Z",
        "9999-12-31T23:59:59.999Z",
        "0000-00-00",
        "NaN",
        "\0",
        "a\0b",
        "٣",
        "½",
    ),
    *("x" * 20_000, "http://", "https://x.example/y", "//", "..", "%", "%ff", "\ud800", "👍", "\u202e", "a,b,,c", ","),
    *(
        "open,closed",
        "name,desc,nope",
        "list",
        "updateCard:idList",
        "commentCard:",
        ":",
        "{}",
        "[",
        "ff" * 12,
        "f" * 23,
    ),
    *(
        "/boards/x",
        "/members/me,/members/me",
        "/batch?urls=/batch",
        "application/json",
        "blue",
        "a@b",
        "2026",
        "٣" * 24,
    ),
)
WORDS = ("all", "open", "closed", "visible", "name", "prefs", "url", "labels", "idMembers", "permissionLevel", "voting")
NUMBERS: tuple[Any, ...] = (
    0,
    -1,
    1,
    2**31,
    2**53,
    2**63,
    2**64,
    -(2**64),
    10**400,
    0.5,
    -0.0,
    1e308,
    math.inf,
    math.nan,
)
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


def is_in_its_envelope(system: str, answer: Answer) -> bool:
    """Whether an error is told as the system tells its errors."""
    if system == "Customerp":
        return answer.type == "application/problem+json" and b'"detail"' in answer.body
    if system == "Custompms":
        return answer.type == "application/json" and list(json.loads(answer.body)) == ["error"]
    if answer.type.startswith("text/"):
        return bool(answer.body)
    return "message" in json.loads(answer.body)


def requests(system: str) -> st.SearchStrategy[Request]:
    """Return requests to real addresses, right and wrong in every way."""
    at = stage(system)
    real = st.sampled_from(sorted({id_ for ids in at.ids.values() for id_ in ids}))
    broken: st.SearchStrategy[str] = st.one_of(
        real,
        real.map(lambda id_: id_[:-1]),
        real.map(str.upper),
        real.map(lambda id_: f"{id_}0"),
        st.sampled_from(TEXTS).map(lambda text: text[:300]),
        st.text(max_size=5),
    )
    fields = (
        *PARAMETERS[system],
        *(name for datatype in at.fake.datatypes.values() for name in datatype.properties),
        *("id", "version", "etag", "__proto__"),
    )
    full = list(_full(at))
    scalar = st.one_of(
        st.none(), st.booleans(), st.sampled_from(NUMBERS), st.sampled_from(TEXTS), real, st.text(max_size=10)
    )
    anything = st.recursive(
        scalar,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(fields), inner, max_size=3),
        max_leaves=6,
    )
    named = st.lists(st.tuples(st.sampled_from(fields), scalar.map(_text)), max_size=3)
    body = st.one_of(
        st.just(b""),
        st.dictionaries(st.sampled_from(fields), scalar, max_size=2).map(_json),
        st.dictionaries(st.sampled_from(fields), anything, max_size=5).map(_json),
        st.sampled_from([each for _, each in full]).map(_json),
        st.builds(
            lambda of, name, value: _json({**of[1], name: value}),
            st.sampled_from(full),
            st.sampled_from(fields),
            scalar,
        ),
        anything.map(_json),
        named.map(lambda pairs: _query(pairs).encode("latin-1", "replace")),
        st.binary(max_size=40),
        st.sampled_from(
            (b"[" * 100_000, b'{"a":' * 5_000, b"{", b'{"name": NaN}', b'{"name": "\\ud800"}', b"\xff\xfe{}")
        ),
        st.builds(_part, st.sampled_from(fields), st.binary(max_size=20)),
    )

    @st.composite
    def segment(draw: st.DrawFn, part: str) -> str:
        """Return what stands for a part of a template, mostly of the right kind."""
        kind = part.strip("{}")
        if kind in {"field", "pref", "filter"} and rarely(draw, 9):
            return str(draw(st.sampled_from((*fields, *WORDS))))
        return str(draw(broken if rarely(draw, 1) else st.sampled_from(at.ids.get(kind, at.ids.get("id", ("me",))))))

    @st.composite
    def whole(draw: st.DrawFn) -> Request:
        method, template = draw(st.sampled_from(TEMPLATES[system]))
        if rarely(draw, 1):
            method = draw(st.sampled_from(METHODS))
        if rarely(draw, 0):
            template = draw(st.sampled_from((*sorted(PUBLIC), "/", "//", "/1", "/v1/../docs", "*", "")))
        parts = [draw(segment(part)) if part[:1] == "{" else part for part in template.split("/")]
        address = "/".join(quote(part, safe="", errors="replace") for part in parts)
        if rarely(draw, 0):
            address += draw(st.sampled_from(("/", "%ff", "%00", "%ed%a0%80", "/x")))
        query = _query(draw(named)) if rarely(draw, 5) else ""
        if rarely(draw, 0):
            query = draw(st.sampled_from(("&&=&", "%", "a=%ff", "=", "limit", "name=%ed%a0%80", "fields=%00")))
        headers = list(draw(st.lists(st.sampled_from(HEADERS), max_size=2))) if rarely(draw, 1) else []
        if not rarely(draw, 0):
            query = "&".join(part for part in (query, _signed(at.fake, headers)) if part)
        fitting = [each for part, each in full if part in template]
        content = draw(body) if method != "GET" or rarely(draw, 0) else b""
        if content and fitting and rarely(draw, 9):
            content = _nearly(draw, draw(st.sampled_from(fitting[-2:])), scalar)
        length = draw(st.sampled_from(("", "0", "-1", "ten", "3", "99999999"))) if rarely(draw, 0) else None
        length = str(len(content) or "") if length is None else length
        type_ = draw(st.sampled_from(TYPES)) if rarely(draw, 3) else "application/json"
        return Request(method, address, query, tuple(headers), length, type_, content)

    return whole()


def _full(at: Stage) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield believable bodies, each with a part of the addresses that it is for."""
    if at.fake.name == "Trello":
        named = {f"id{kind.capitalize()}": ids[0] for kind, ids in at.ids.items() if ids[0] != "me"}
        for of in held(at.fake).values():
            yield from (("/1/", {**values, **named}) for values in of.values())
    else:
        version = {"version": 1} if at.fake.name == "Custompms" else {}
        for name, schema in DOCUMENTS[at.fake.name]["components"]["schemas"].items():
            if name.startswith("New"):
                kind, example = f"/{name[3:].lower()}s", schema["examples"][0]
                yield from ((kind, example), (f"{kind}/{{", {**example, **version}))


def _nearly(draw: st.DrawFn, believable: dict[str, Any], scalar: st.SearchStrategy[Any]) -> bytes:
    """Return a believable body, often with one thing wrong."""
    wrong = {draw(st.sampled_from(sorted(believable))): draw(scalar)} if rarely(draw, 11) else {}
    return _json({**believable, **wrong})


def rarely(draw: st.DrawFn, most: int) -> bool:
    """Return yes so many times and once more in twenty."""
    return draw(st.integers(0, 19)) >= 19 - most


def _signed(fake: Fake, headers: list[tuple[str, str]]) -> str:
    """Sign in, by header or by what is returned for the query."""
    known = fake.credentials
    if fake.name == "Customerp":
        headers.append(("Authorization", f"Bearer {known['token']}"))
    elif fake.name == "Custompms":
        headers.append(("X-Api-Key", known["key"]))
    else:
        return urlencode(known)
    return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)[:300]


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in pairs)


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _part(name: str, content: bytes) -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n\r\n'
    return head.encode() + content + b"\r\n--x--\r\n"


@pytest.mark.parametrize("system", FAKES)
def test_whatever_is_sent_is_answered_and_a_refusal_changes_nothing(system: str) -> None:
    at = stage(system)

    @settings(SEEDED, derandomize=True, max_examples=250)
    @given(st.lists(requests(system), min_size=1, max_size=6))
    def all_are_answered(story: list[Request]) -> None:
        at.fake.restore(at.start)
        at.fake.ledger = Ledger()
        for request in story:
            at.fake.clock.advance(10)  # no one is told to slow down
            before, line = held(at.fake), len(at.fake.ledger)

            answer = sent(at, request)

            told = at.fake.ledger[line:]
            assert 100 <= answer.status < 500
            assert [event.status for event in told if isinstance(event, Call)] == [answer.status]
            if answer.status >= 400:
                assert request.method == "HEAD" or is_in_its_envelope(system, answer)
                assert [event for event in told if isinstance(event, Created | Updated | Deleted)] == []
                assert held(at.fake) == before

    all_are_answered()
