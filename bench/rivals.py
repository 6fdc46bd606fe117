"""The rivals of a served fake: how each is told to answer for one contact, and started."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "rivals"
BINARIES = HERE / "node_modules" / ".bin"
PATH = "/contacts"


class Rival(NamedTuple):
    """A server that answers GET /contacts/1 and POST /contacts on a port, once started in a folder of its own."""

    name: str
    prepare: Callable[[Path, int, Mapping[str, Any]], list[str]]
    """Writes what it needs into a folder, and returns the command."""


def _json_server(folder: Path, port: int, contact: Mapping[str, Any]) -> list[str]:
    (folder / "db.json").write_text(json.dumps({"contacts": [{**contact, "id": "1"}]}))
    return [str(BINARIES / "json-server"), "--quiet", "--host", "127.0.0.1", "--port", str(port), "db.json"]


def _mountebank(folder: Path, port: int, contact: Mapping[str, Any]) -> list[str]:
    def stub(method: str, path: str, status: int) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        answer = {"is": {"statusCode": status, "headers": headers, "body": json.dumps(contact)}}
        return {"predicates": [{"equals": {"method": method, "path": path}}], "responses": [answer]}

    stubs = [stub("GET", f"{PATH}/1", 200), stub("POST", PATH, 201)]
    imposters = [{"port": port, "protocol": "http", "host": "127.0.0.1", "stubs": stubs}]
    (folder / "imposters.json").write_text(json.dumps({"imposters": imposters}))
    config = ["--configfile", "imposters.json", "--nologfile", "--loglevel", "error"]
    return [str(BINARIES / "mb"), "start", "--port", str(port + 1), "--host", "127.0.0.1", *config]


def _prism(folder: Path, port: int, contact: Mapping[str, Any]) -> list[str]:
    answer = {"description": "A contact.", "content": {"application/json": {"example": dict(contact)}}}
    body = {"content": {"application/json": {"schema": {"type": "object"}}}}
    parameters = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Contacts", "version": "1"},
        "paths": {
            PATH: {"post": {"requestBody": body, "responses": {"201": answer}}},
            f"{PATH}/{{id}}": {"get": {"parameters": parameters, "responses": {"200": answer}}},
        },
    }
    (folder / "openapi.json").write_text(json.dumps(document))
    return [str(BINARIES / "prism"), "mock", "--host", "127.0.0.1", "--port", str(port), "-v", "fatal", "openapi.json"]


def _wiremock(folder: Path, port: int, contact: Mapping[str, Any]) -> list[str]:
    (folder / "mappings").mkdir()
    for method, path, status in (("GET", f"{PATH}/1", 200), ("POST", PATH, 201)):
        answer = {"status": status, "jsonBody": dict(contact), "headers": {"Content-Type": "application/json"}}
        mapping = {"request": {"method": method, "urlPath": path}, "response": answer}
        (folder / "mappings" / f"{method}.json").write_text(json.dumps(mapping))
    jar = next((HERE / "node_modules" / "wiremock" / "build").glob("*.jar"))
    # Without a bound it keeps every request for ever, and is slower for it.
    bound = ["--max-request-journal-entries", "1000"]
    return ["java", "-jar", str(jar), "--bind-address", "127.0.0.1", "--port", str(port), "--disable-banner", *bound]


RIVALS = (
    Rival("json-server", _json_server),
    Rival("mountebank", _mountebank),
    Rival("Prism", _prism),
    Rival("WireMock", _wiremock),
)
