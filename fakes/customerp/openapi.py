"""Customerp's published API: OpenAPI made of the declarations in rules.py."""

from __future__ import annotations

from functools import cache

from syncproof.datatypes import Datatype
from syncproof.fakes.customerp.rules import DATATYPES, PREFIXES
from syncproof.fakes.customerp.wire import COLLECTIONS, READ_ONLY, body
from syncproof.fakes.kit import openapi as kit
from syncproof.fakes.kit.openapi import Schema

DEFAULT_LIMIT, MAX_LIMIT = 25, 50
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
"""The form of a moment in a parameter, one of the forms of RFC 3339."""

_ABOUT = (
    "An ERP: contacts, customers, projects, employees. "
    "A list is in the order of changes, in pages joined by cursors; what changes meanwhile moves to its end. "
    "A record changes by merge patch (RFC 7396), on demand only if its ETag is still the same. "
    "Errors are problems (RFC 9457). A method that an address does not have is 405."
)
_MOMENT = {"type": "string", "format": "date-time"}
_SERVER: dict[str, Schema] = {
    "created_at": {**_MOMENT, "readOnly": True},
    "updated_at": {**_MOMENT, "readOnly": True},
    "etag": {"type": "string", "pattern": '^"[0-9a-f]+-[0-9a-f]+"$', "readOnly": True},
}
_ERRORS = {
    "Invalid": (400, "A parameter or the request itself cannot be used."),
    "Unauthorized": (401, "The bearer token is missing or wrong."),
    "NoSuchRecord": (404, "There is no such record."),
    "NoSuchMethod": (405, "The address does not have this method; Allow says which it has."),
    "Changed": (412, "The record has changed since it was read."),
    "TooLarge": (413, "The body has more than a mebibyte."),
    "NotJson": (415, "The body is not JSON in UTF-8, or is compressed."),
    "Refused": (422, "Some fields cannot be written like this; each is named, and nothing was written."),
}


@cache
def document() -> Schema:
    """Return the OpenAPI document, made once."""
    paths: Schema = {}
    schemas = {"Problem": _problem()}
    for path, name in COLLECTIONS.items():
        datatype = DATATYPES[name]
        schemas |= _schemas(datatype)
        paths[f"/{path}"] = {"get": _list(path, name), "post": _add(path, name)}
        paths[f"/{path}/{{id}}"] = {
            "parameters": [kit.parameter("id", "path", _id(name), f"A {name.lower()}'s id.")],
            "get": _read(path, name),
            "patch": _change(path, name),
            "delete": _delete(path, name),
        }
    components: Schema = {
        "schemas": schemas,
        "parameters": {"IfMatch": _if_match()},
        "headers": {"ETag": {"required": True, "schema": _SERVER["etag"], "description": "Changes with the record."}},
        "responses": {name: _error(name, status, words) for name, (status, words) in _ERRORS.items()},
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer and the token."}
        },
    }
    return kit.document("Customerp", "/v1", _ABOUT, paths, components, tuple(COLLECTIONS))


def _schemas(datatype: Datatype) -> dict[str, Schema]:
    name, example = datatype.name, _example(datatype.name)
    full = {field: value for field, value in example.items() if field not in READ_ONLY}
    words = "A field that is left out"
    return {
        name: kit.records(datatype, {"id": {**_id(name), "readOnly": True}, **_SERVER}, example),
        f"New{name}": kit.record(
            kit.sent(datatype, new=True), datatype.minimal, description=f"{words} is null.", examples=[full]
        ),
        f"{name}Changes": kit.record(
            kit.sent(datatype),
            (),
            description=f"{words} stays as it is.",
            examples=[{datatype.minimal[0]: example[datatype.minimal[0]]}],
        ),
    }


def _example(name: str) -> Schema:
    from faker import Faker  # noqa: PLC0415 - only a reader of the document pays for it

    from syncproof.fakes.customerp.samples import record  # noqa: PLC0415 - as above

    faker = Faker()
    faker.seed_instance(0)
    return dict(body(name, kit.example(DATATYPES[name], f"{PREFIXES[name]}k3Vb81QzrT", record(faker, name))))


def _id(name: str) -> Schema:
    return {"type": "string", "pattern": f"^{PREFIXES[name]}[A-Za-z0-9]{{10}}$"}


def _list(path: str, name: str) -> Schema:
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    cursor = {"type": "string", "format": f"{path}-cursor"}
    since = {**_MOMENT, "pattern": f"^{TIME}$", "title": "such as 2026-01-31T12:00:00.000Z"}
    page = kit.record(
        {"data": {"type": "array", "items": kit.schema(name), "maxItems": MAX_LIMIT}, "next_cursor": _or_null(cursor)},
        ("data", "next_cursor"),
    )
    return {
        "operationId": f"list{name}s",
        "tags": [path],
        "summary": f"List {path} in the order of their changes.",
        "parameters": [
            kit.parameter("limit", "query", limit, "Records on a page."),
            kit.parameter("cursor", "query", cursor, "The next_cursor of the page before, of this list."),
            kit.parameter("updated_since", "query", since, "Only what changed then or later."),
        ],
        "responses": {
            "200": {
                "description": "A page; next_cursor is null on the last.",
                "content": kit.content(page),
            },
            **kit.refused("400 Invalid", "401 Unauthorized"),
        },
    }


def _add(path: str, name: str) -> Schema:
    made = _one(name, "The new record.")
    made["headers"]["Location"] = {
        "required": True,
        "schema": {"type": "string", "pattern": f"^/v1/{path}/{PREFIXES[name]}[A-Za-z0-9]{{10}}$"},
        "description": "The record's address.",
    }
    made["links"] = {
        "read": kit.link(f"read{name}", "Read it."),
        "change": kit.link(f"change{name}", "Change it."),
        "delete": kit.link(f"delete{name}", "Delete it."),
    }
    return {
        "operationId": f"add{name}",
        "tags": [path],
        "summary": f"Add a {name.lower()}.",
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"New{name}"))},
        "responses": {
            "201": made,
            **kit.refused("400 Invalid", "401 Unauthorized", "413 TooLarge", "415 NotJson", "422 Refused"),
        },
    }


def _read(path: str, name: str) -> Schema:
    found = _one(name, "The record.")
    found["links"] = {
        "change": kit.link(f"change{name}", "Change it."),
        "delete": kit.link(f"delete{name}", "Delete it."),
    }
    return {
        "operationId": f"read{name}",
        "tags": [path],
        "summary": f"Read a {name.lower()}.",
        "responses": {"200": found, **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord")},
    }


def _change(path: str, name: str) -> Schema:
    types = ("application/merge-patch+json", "application/json")
    changed = _one(name, "The record as it is now; the same ETag if nothing changed.")
    changed["links"] = {"delete": kit.link(f"delete{name}", "Delete it.")}
    return {
        "operationId": f"change{name}",
        "tags": [path],
        "summary": f"Change fields of a {name.lower()}; null clears one.",
        "parameters": [{"$ref": "#/components/parameters/IfMatch"}],
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"{name}Changes"), *types)},
        "responses": {
            "200": changed,
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord", "412 Changed"),
            **kit.refused("413 TooLarge", "415 NotJson", "422 Refused"),
        },
    }


def _delete(path: str, name: str) -> Schema:
    return {
        "operationId": f"delete{name}",
        "tags": [path],
        "summary": f"Delete a {name.lower()}; it just vanishes from the lists.",
        "parameters": [{"$ref": "#/components/parameters/IfMatch"}],
        "responses": {
            "204": {"description": "It is gone."},
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord", "412 Changed"),
        },
    }


def _one(name: str, words: str) -> Schema:
    return {
        "description": words,
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
        "content": kit.content(kit.schema(name)),
    }


def _if_match() -> Schema:
    words = "ETags, of which one must be the record's, or *. Left out, any will do."
    return kit.parameter("If-Match", "header", {"type": "string"}, words)


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _problem() -> Schema:
    text = {"type": "string", "minLength": 1}
    error = kit.record({"field": {"type": "string"}, "message": text}, ("field", "message"))
    statuses = sorted(status for status, _ in _ERRORS.values())
    fields: dict[str, Schema] = {
        "type": {"const": "about:blank"},
        "title": text,
        "status": {"enum": statuses},
        "detail": text,
        "errors": {"type": "array", "items": error},
    }
    return kit.record(fields, fields, description="What is wrong (RFC 9457), field by field.")


def _error(name: str, status: int, words: str) -> Schema:
    schema = {"allOf": [kit.schema("Problem"), {"properties": {"status": {"const": status}}}]}
    text = {"type": "string"}
    headers = {
        "Unauthorized": {"WWW-Authenticate": {"required": True, "schema": {"const": 'Bearer realm="Customerp"'}}},
        "NoSuchMethod": {"Allow": {"required": True, "schema": text}},
    }
    return {
        "description": words,
        **({"headers": headers[name]} if name in headers else {}),
        "content": kit.content(schema, "application/problem+json"),
    }
