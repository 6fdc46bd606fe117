"""Custompms's published API: OpenAPI made of the declarations in rules.py."""

from __future__ import annotations

from functools import cache

from syncproof.datatypes import Datatype
from syncproof.fakes.custompms.rules import DATATYPES
from syncproof.fakes.custompms.wire import COLLECTIONS, SET_BY_SERVER, body
from syncproof.fakes.kit import openapi as kit
from syncproof.fakes.kit.openapi import Schema
from syncproof.fakes.kit.values import LARGEST

DEFAULT_SIZE, MAX_SIZE = 20, 50

_ABOUT = (
    "Project management: customers, projects, tasks. "
    "A list is in the order of ids, in numbered pages that are counted off anew each time: "
    "a record deleted meanwhile shifts those behind it. "
    "A record is replaced whole, and only by who knows its version. Moments are milliseconds since 1970, UTC. "
    "Errors are 400 unless something else fits: what is not JSON is bad JSON, whatever it is called. "
    "A method that an address does not have is 405."
)
_ID: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
_MOMENT: Schema = {"type": "integer", "minimum": 0, "readOnly": True}
_SERVER: dict[str, Schema] = {
    "id": {**_ID, "readOnly": True},
    "version": {**_ID, "description": "One more with every change; begins with 1."},
    "createdAt": _MOMENT,
    "modifiedAt": _MOMENT,
}
_ERRORS = {
    "Invalid": (400, "A parameter, the JSON or a field cannot be used; the first that is wrong is named."),
    "Unauthorized": (401, "The API key is missing or wrong."),
    "NoSuchRecord": (404, "There is no such record."),
    "NoSuchMethod": (405, "The address does not have this method; Allow says which it has."),
    "Conflict": (409, "The version is not the current one, which the answer has."),
    "TooLarge": (413, "The body has more than a mebibyte."),
}
_CODES = {
    "Invalid": ("VALIDATION", "UNKNOWN_FIELD", "BAD_JSON"),
    "Unauthorized": ("UNAUTHORIZED",),
    "NoSuchRecord": ("NOT_FOUND",),
    "NoSuchMethod": ("METHOD_NOT_ALLOWED",),
    "Conflict": ("VERSION_CONFLICT",),
    "TooLarge": ("BODY_TOO_LARGE",),
}


@cache
def document() -> Schema:
    """Return the OpenAPI document, made once."""
    paths: Schema = {}
    schemas: dict[str, Schema] = {}
    for path, name in COLLECTIONS.items():
        schemas |= _schemas(DATATYPES[name])
        paths[f"/{path}"] = {"get": _list(path, name), "post": _add(path, name)}
        paths[f"/{path}/{{id}}"] = {
            "parameters": [kit.parameter("id", "path", _ID, f"A {name.lower()}'s id.")],
            "get": _read(path, name),
            "put": _replace(path, name),
            "delete": _delete(path, name),
        }
    components: Schema = {
        "schemas": schemas,
        "responses": {name: _error(name, words) for name, (_, words) in _ERRORS.items()},
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "X-Api-Key and the key."}
        },
    }
    return kit.document("Custompms", "/api", _ABOUT, paths, components, tuple(COLLECTIONS))


def _schemas(datatype: Datatype) -> dict[str, Schema]:
    name, example = datatype.name, _example(datatype.name)
    full = {field: value for field, value in example.items() if field not in SET_BY_SERVER}
    mandatory = [field for field, each in datatype.properties.items() if each.mandatory]
    words = "A field that is left out is reset, as if it were given empty. What the server sets may be sent as read."
    return {
        name: kit.records(datatype, _SERVER, example),
        f"New{name}": kit.record(
            kit.sent(datatype, new=True), datatype.minimal, description="A new record.", examples=[full]
        ),
        f"{name}AsAWhole": kit.record(
            {**_SERVER, **kit.sent(datatype)}, ("version", *mandatory), description=words, examples=[example]
        ),
    }


def _example(name: str) -> Schema:
    from faker import Faker  # noqa: PLC0415 - only a reader of the document pays for it

    from syncproof.fakes.custompms.samples import record  # noqa: PLC0415 - as above

    faker = Faker()
    faker.seed_instance(0)
    return dict(body(kit.example(DATATYPES[name], "17", record(faker, name))))


def _list(path: str, name: str) -> Schema:
    number = {"type": "integer", "minimum": 1, "maximum": 10**15 - 1, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE}
    since = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1, "default": 0}
    fields: dict[str, Schema] = {
        "items": {"type": "array", "items": kit.schema(name), "maxItems": MAX_SIZE},
        "page": {"type": "integer", "minimum": 1},
        "pageSize": {"type": "integer", "minimum": 1, "maximum": MAX_SIZE},
        "total": {"type": "integer", "minimum": 0},
    }
    return {
        "operationId": f"list{name}s",
        "tags": [path],
        "summary": f"List {path} in the order of their ids.",
        "parameters": [
            kit.parameter("page", "query", number, "Which page."),
            kit.parameter("pageSize", "query", size, "Records on a page."),
            kit.parameter("modifiedSince", "query", since, "Only what changed then or later, in milliseconds."),
        ],
        "responses": {
            "200": {"description": "A page, maybe empty.", "content": kit.content(kit.record(fields, fields))},
            **kit.refused("400 Invalid", "401 Unauthorized"),
        },
    }


def _add(path: str, name: str) -> Schema:
    return {
        "operationId": f"add{name}",
        "tags": [path],
        "summary": f"Add a {name.lower()}.",
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"New{name}"))},
        "responses": {
            "200": _one(name, "The new record.", "read", "replace", "delete"),
            **kit.refused("400 Invalid", "401 Unauthorized", "413 TooLarge"),
        },
    }


def _read(path: str, name: str) -> Schema:
    return {
        "operationId": f"read{name}",
        "tags": [path],
        "summary": f"Read a {name.lower()}.",
        "responses": {
            "200": _one(name, "The record.", "replace", "delete"),
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord"),
        },
    }


def _replace(path: str, name: str) -> Schema:
    return {
        "operationId": f"replace{name}",
        "tags": [path],
        "summary": f"Replace a {name.lower()} whole.",
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"{name}AsAWhole"))},
        "responses": {
            "200": _one(name, "The record as it is now; the same version if nothing changed.", "delete"),
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord", "409 Conflict", "413 TooLarge"),
        },
    }


def _delete(path: str, name: str) -> Schema:
    gone = kit.record({"deleted": {"const": True}}, ("deleted",))
    return {
        "operationId": f"delete{name}",
        "tags": [path],
        "summary": f"Delete a {name.lower()}.",
        "responses": {
            "200": {"description": "It is gone.", "content": kit.content(gone)},
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord"),
        },
    }


def _one(name: str, words: str, *verbs: str) -> Schema:
    """Return an answer with a record, and with links to its operations."""
    links = {verb: kit.link(f"{verb}{name}", f"{verb.capitalize()} it.", **_BODIES.get(verb, {})) for verb in verbs}
    return {"description": words, "content": kit.content(kit.schema(name)), "links": links}


_BODIES = {"replace": {"body": "$response.body"}}
"""The body of a link: a record may be sent back as it was read."""


def _error(name: str, words: str) -> Schema:
    fields: dict[str, Schema] = {
        "code": {"enum": list(_CODES[name])},
        "message": {"type": "string", "minLength": 1},
    }
    more: dict[str, dict[str, Schema]] = {"Invalid": {"field": {"type": "string"}}, "Conflict": {"current": _ID}}
    needed = [*fields, *(more[name] if name == "Conflict" else ())]
    error = kit.record({"error": kit.record({**fields, **more.get(name, {})}, needed)}, ("error",))
    allow = {"Allow": {"required": True, "schema": {"type": "string"}}}
    return {
        "description": words,
        **({"headers": allow} if name == "NoSuchMethod" else {}),
        "content": kit.content(error),
    }
