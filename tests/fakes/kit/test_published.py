"""What Customerp and Custompms publish of themselves: it is what they do."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from syncproof.datatypes import Property
from syncproof.fakes import FAKES
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.customerp import openapi as of_customerp
from syncproof.fakes.custompms import openapi as of_custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.openapi import shown
from syncproof.fakes.kit.published import limits, page
from syncproof.fakes.kit.values import NOT_BLANK
from syncproof.ledger import Ledger

DOCUMENTS = {"Customerp": of_customerp.document(Customerp), "Custompms": of_custompms.document()}
PROPERTIES = [
    (system, datatype.name, name)
    for system in DOCUMENTS
    for datatype in FAKES[system].datatypes.values()
    for name in datatype.properties
]
FULL = {
    "Customerp": {"name": "Ada", "email": "ada@example.org"},
    "Custompms": {"name": "Ada", "title": "Paint"},
}
JUST_IN_AND_OUT: tuple[object, ...] = (
    None,
    *("", " ", "\t\x1c\u3000", "x", " x", "x ", "two words", "a\0b", "İ", "👍", "null", "0"),
    *("a@b", "a@b@c", "@b", "a@", "a b@c", "https://x.example/ü", "planned", "PLANNED", "lost"),
    *("cus_k3Vb81QzrT", "cus_k3Vb81Qzr", "cus_k3Vb81QzrTT", "con_k3Vb81QzrT", "cus_k3Vb81Qzr-"),
    *("2026-01-31", "2026-02-29", "2028-02-29", "2026-2-28", "1969-12-31", "1970-01-01", "9999-12-31", "10000-01-01"),
    *("2026-01-31T00:00:00Z", "31.1.2026", "20260131", "2026-W05-6"),
    *(True, False, 0, 1, -1, 2, 3, 4, 0.0, 1.0, 1.5, 0.5, -0.5, 2**53 - 1, 2**53, 10**9, 10**9 + 1, 10**12, 10**12 + 1),
    *(253_402_300_799_999, 253_402_300_800_000, 1e300),
    *([], ["x"], {}, {"x": 1}),
)


class Pieces(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"meta", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def new(system: str) -> tuple[Fake, httpx.Client]:
    """Return a fake and a client that may come in."""
    fake = FAKES[system](Clock(), Ledger())
    known = fake.credentials
    headers = {"Authorization": f"Bearer {known.get('token')}", "X-Api-Key": known.get("key", "")}
    return fake, httpx.Client(base_url=fake.url, headers=headers, transport=httpx.WSGITransport(app=fake.app))


def lengths(schema: dict[str, Any]) -> Iterator[str]:
    """Yield texts of a length at the limits of a schema, and around."""
    if "maxLength" in schema:
        longest = schema["maxLength"]
        yield from ("x" * length for length in (longest - 1, longest, longest + 1) if length > 0)
        yield f"  {'x' * longest}"
        yield f"{'x' * longest}  "
        yield f"{'x' * longest}\n"
        yield f"{'x' * (longest - 3)}@x" if longest > 3 else "@x"


def allowed(document: dict[str, Any], schema: object, value: object) -> bool:
    """Return whether a schema of a document allows a value."""
    whole = {"components": document["components"], "allOf": [schema]}
    return bool(Draft202012Validator(whole, format_checker=FormatChecker()).is_valid(value))


def references(piece: object) -> Iterator[str]:
    """Yield all references in a piece of a document."""
    if isinstance(piece, dict):
        yield from (value for name, value in piece.items() if name == "$ref")
        for value in piece.values():
            yield from references(value)
    elif isinstance(piece, list):
        for value in piece:
            yield from references(value)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield all operations, with path and method."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield path, method, operation


def taken_by(
    fake: Fake, client: httpx.Client, address: str, datatype: str, name: str, value: object
) -> dict[str, bool]:
    """Return whether a new record, and an existing one, takes a value."""
    known = FULL[fake.name]
    bare = {field: known[field] for field in fake.datatypes[datatype].minimal}
    made = client.post(address, json=bare).json()
    change = {"PATCH": {name: value}, "PUT": {"version": 1, **bare, name: value}}
    method = "PATCH" if fake.name == "Customerp" else "PUT"
    added = client.post(address, json={**bare, name: value})
    changed = client.request(method, f"{address}/{made['id']}", json=change[method])
    assert {added.status_code, changed.status_code} <= {200, 201, 400, 422}
    return {"new": added.is_success, "old": changed.is_success}


def dropped(description: str, value: object) -> object:
    """Return a text without the white space that is dropped first, as a description has it."""
    if isinstance(value, str) and "around it is dropped" in description:
        return value.strip()
    if isinstance(value, str) and "at its end is dropped" in description:
        return value.rstrip()
    return value


@pytest.mark.parametrize(("system", "datatype", "name"), PROPERTIES)
def test_a_property_takes_what_its_schema_says_and_shows_what_the_other_says(
    system: str, datatype: str, name: str
) -> None:
    fake, client = new(system)
    document = DOCUMENTS[system]
    schemas = document["components"]["schemas"]
    changes = "Changes" if system == "Customerp" else "AsAWhole"
    sent = {
        "new": schemas[f"New{datatype}"]["properties"][name],
        "old": schemas[f"{datatype}{changes}"]["properties"][name],
    }
    held = schemas[datatype]["properties"][name]
    address = f"/{datatype.lower()}s"
    verdicts = set()

    for value in (*JUST_IN_AND_OUT, *lengths(sent["new"])):
        for where, taken in taken_by(fake, client, address, datatype, name, value).items():
            # White space around a text is dropped first, as the schema's description says.
            bare = dropped(sent[where].get("description", ""), value)
            says = allowed(document, sent[where], value) or allowed(document, sent[where], bare)
            assert (where, value, taken) == (where, value, says)
            verdicts.add(taken)
    page = client.get(address, params={"limit": 50} if system == "Customerp" else {"pageSize": 50}).json()
    values = [record[name] for record in page["data" if system == "Customerp" else "items"]]

    assert verdicts == {True, False}
    assert [value for value in values if not allowed(document, held, value)] == []


@pytest.mark.parametrize("system", DOCUMENTS)
def test_what_it_publishes_is_for_all_and_json(system: str) -> None:
    fake, _ = new(system)
    stranger = httpx.Client(base_url="http://x.example", transport=httpx.WSGITransport(app=fake.app))

    document, page_, wrong = (stranger.get(path) for path in ("/openapi.json", "/docs", "/openapi.json/x"))

    assert (document.status_code, document.headers["content-type"]) == (200, "application/json")
    assert document.json() == DOCUMENTS[system]
    assert (page_.status_code, page_.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert wrong.status_code == 401
    assert stranger.post("/docs").status_code == 405


@pytest.mark.parametrize("system", DOCUMENTS)
def test_every_reference_and_link_of_a_document_leads_somewhere(system: str) -> None:
    document = DOCUMENTS[system]
    known = [operation["operationId"] for _, _, operation in operations(document)]

    for reference in set(references(document)):
        found: Any = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
    linked = {
        link["operationId"]
        for _, _, operation in operations(document)
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    }

    assert len(known) == len(set(known))
    assert linked
    assert linked <= set(known)


@pytest.mark.parametrize("system", DOCUMENTS)
def test_every_operation_has_an_address_and_every_address_its_operations(system: str) -> None:
    fake, client = new(system)

    for path, item in DOCUMENTS[system]["paths"].items():
        said = {method.upper() for method in item if method != "parameters"}
        answer = client.request("OPTIONS", path.replace("{id}", "1"))
        assert set(answer.headers["allow"].split(", ")) - {"OPTIONS"} == said
    assert len(DOCUMENTS[system]["paths"]) == 2 * len(fake.datatypes)


@pytest.mark.parametrize("system", DOCUMENTS)
def test_every_example_is_allowed_and_taken(system: str) -> None:
    _, client = new(system)
    document = DOCUMENTS[system]
    schemas = document["components"]["schemas"]

    examples = {name: schema["examples"][0] for name, schema in schemas.items() if "examples" in schema}
    made = [client.post(f"/{name[3:].lower()}s", json=each) for name, each in examples.items() if name[:3] == "New"]

    assert [name for name, each in examples.items() if not allowed(document, schemas[name], each)] == []
    assert len(made) == len(document["tags"])
    assert all(answer.is_success for answer in made)


@pytest.mark.parametrize("system", DOCUMENTS)
def test_a_page_needs_nothing_from_elsewhere_and_its_tags_are_closed(system: str) -> None:
    pieces = Pieces()

    pieces.feed(page(DOCUMENTS[system]))

    assert pieces.open == []
    assert not {"script", "img", "iframe", "object", "base", "form"} & set(pieces.tags)
    told = {value for name, value in pieces.attributes if name in {"href", "src", "action", "srcset"}}
    assert pieces.tags.count("link") == 1
    told.remove("data:,")  # the icon of the page is none, so that no browser asks the system for one
    assert {value for value in told if not value.startswith("#")} == {"/openapi.json"}
    assert told - {"/openapi.json"} == {f"#{value}" for name, value in pieces.attributes if name == "id"}


@pytest.mark.parametrize("system", DOCUMENTS)
def test_a_page_tells_every_operation_parameter_field_and_answer(system: str) -> None:
    document = DOCUMENTS[system]
    base = document["servers"][0]["url"]

    read = page(document)

    for path, method, operation in operations(document):
        assert f"<code>{method.upper()} {base}{path}</code>" in read
        assert f"curl -X {method.upper()} " in read
        for parameter in operation.get("parameters", []):
            assert parameter.get("name", "If-Match") in read
        for status in operation["responses"]:
            assert f'<th role="rowheader" scope="row">{status}</th>' in read
    for datatype in FAKES[system].datatypes.values():
        for name in datatype.properties:
            assert f"<code>{name}</code>" in read


def test_a_schema_is_told_in_words() -> None:
    assert limits({"type": ["number", "null"], "minimum": 0, "maximum": 3}) == "number or null; at least 0; at most 3"
    assert limits({"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}) == (
        'string; format date, or always ""'
    )
    assert limits({"enum": ["a", None]}) == 'one of "a", null'
    assert limits({"type": ["number", "string"], "minimum": 0, "maxLength": 0}) == "number or empty string; at least 0"
    assert limits({"type": "string", "maxLength": 5, "pattern": NOT_BLANK}) == (
        "string; at most 5 characters; not blank, no null character"
    )
    assert limits({"type": "array", "items": {"$ref": "#/components/schemas/Task"}}) == "list of Task"
    of_objects = {"type": ["array", "null"], "prefixItems": [{"type": "object"}, {"type": "object"}], "items": False}
    assert limits(of_objects) == "list of at most 2 objects or null"


def test_what_a_system_turns_into_something_else_is_not_shown() -> None:
    hours = {"type": ["number", "string", "null"], "minimum": 0, "maxLength": 0, "description": "…"}

    kept = shown(Property("hours", "number", stored=lambda value: value or 0, schema=hours))

    assert kept == {"type": "number", "minimum": 0}


@pytest.mark.parametrize("system", DOCUMENTS)
def test_a_browser_asks_for_no_icon_of_the_page(system: str) -> None:
    assert '<link rel="icon" href="data:,">' in page(DOCUMENTS[system])
