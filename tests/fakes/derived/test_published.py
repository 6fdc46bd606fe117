"""What derived systems publish of themselves: an API for each document, whatever its datatypes are connected to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from syncproof.checklist.resolve import parse
from syncproof.errors import BadInput
from syncproof.fakes import FAKES, OWN, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.ledger import Ledger
from syncproof.stories.playable import playable

FILES = sorted((Path(__file__).parents[2] / "documents").glob("*/*.rst"))


def derived_from(path: Path) -> list[Fake]:
    """Return the systems that are derived from a document; none where it cannot be read."""
    try:
        checklist = playable(parse(path.read_bytes().decode("utf-8"), str(path)))
    except (BadInput, UnicodeDecodeError):
        return []
    FAKES.derive([checklist])
    return [fake for name, fake in make_systems(Clock(), Ledger()).items() if name not in OWN]


def client_of(fake: Fake) -> httpx.Client:
    """Return a client that may come in."""
    headers = {"Authorization": f"Bearer {fake.credentials['token']}"}
    return httpx.Client(base_url=fake.url, headers=headers, transport=httpx.WSGITransport(app=fake.app))


def not_allowed(document: dict[str, Any]) -> list[str]:
    """Return the schemas of a document that are no schemas, or whose examples they do not allow."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    return [
        name
        for name, schema in schemas.items()
        for example in schema.get("examples", [])
        if not Draft202012Validator(
            {"components": document["components"], "allOf": [schema]}, format_checker=FormatChecker()
        ).is_valid(example)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_system_publishes_an_api_whose_examples_it_takes(path: Path) -> None:
    for fake in derived_from(path):
        client, root = client_of(fake), fake.url.removesuffix("/v1")
        published, page = client.get(f"{root}/openapi.json"), client.get(f"{root}/docs")
        assert (published.status_code, page.status_code) == (200, 200)
        document = published.json()
        assert not_allowed(document) == []
        for address, item in document["paths"].items():
            if "post" in item:
                schema = item["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                (example,) = document["components"]["schemas"][schema.rpartition("/")[2]]["examples"]
                assert client.post(f"{fake.url}{address}", json=example).status_code == 201


def test_the_documents_have_datatypes_that_are_connected_to_others() -> None:
    connected = [
        property_.name
        for path in FILES
        for fake in derived_from(path)
        for datatype in fake.datatypes.values()
        for property_ in datatype.properties.values()
        if property_.names_record
    ]
    assert connected
