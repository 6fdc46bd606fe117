"""The published API of Customerp, and of every system in its style: OpenAPI made of declarations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from syncproof.fakes.customerp.wire import READ_ONLY, Form
from syncproof.fakes.kit import openapi as kit
from syncproof.fakes.kit.openapi import Schema

if TYPE_CHECKING:
    from syncproof.fakes.customerp.state import State

DEFAULT_LIMIT, MAX_LIMIT = 25, 50
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
"""The form of a moment in a parameter, one of the forms of RFC 3339."""

_ABOUT = (
    "{} "
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


@lru_cache(maxsize=32)  # systems that are derived come and go
def document(system: type[State]) -> Schema:
    """Return the OpenAPI document of Customerp, or of a system in its style, made once."""
    paths: Schema = {}
    schemas = {"Problem": _problem()}
    for form in system.forms.values():
        schemas |= _schemas(system, form)
        paths[f"/{form.path}"] = {"get": _list(form), "post": _add(form)}
        paths[f"/{form.path}/{{id}}"] = {
            "parameters": [kit.parameter("id", "path", _id(form), f"The {form.noun}'s id.")],
            "get": _read(form),
            "patch": _change(form),
            "delete": _delete(form),
        }
    components: Schema = {
        "schemas": schemas,
        "parameters": {"IfMatch": _if_match()},
        "headers": {"ETag": {"required": True, "schema": _SERVER["etag"], "description": "Changes with the record."}},
        "responses": {name: _error(system, name, status, words) for name, (status, words) in _ERRORS.items()},
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer and the token."}
        },
    }
    tags = [form.path for form in system.forms.values()]
    return kit.document(system.name, "/v1", _ABOUT.format(system.about), paths, components, tags)


def _schemas(system: type[State], form: Form) -> dict[str, Schema]:
    datatype, key, example = form.datatype, form.key, _example(system, form)
    full = {field: value for field, value in example.items() if field not in READ_ONLY}
    words = "A field that is left out"
    shown = form.folded({name: kit.shown(each) for name, each in datatype.properties.items()}, datatype.properties)
    server = {"id": {**_id(form), "readOnly": True}, **_SERVER}
    new = form.folded(kit.sent(datatype, new=True), datatype.minimal)
    changes = form.folded(kit.sent(datatype), ())
    smallest = dict(list({name: full[name] for name in (*new["required"], *full)}.items())[:1])
    return {
        key: {
            **shown,
            "properties": {**server, **shown["properties"]},
            "required": [*server, *shown["required"]],
            "description": f"The {form.noun} as it is.",
            "examples": [example],
        },
        f"New{key}": {**new, "description": f"{words} is null.", "examples": [full]},
        f"{key}Changes": {**changes, "description": f"{words} stays as it is.", "examples": [smallest]},
    }


def _example(system: type[State], form: Form) -> Schema:
    from faker import Faker  # noqa: PLC0415 - only a reader of the document pays for it

    faker = Faker()
    faker.seed_instance(0)
    values = system.samples().record(faker, form.name)
    return form.body(kit.example(form.datatype, form.id_of(1) or f"{form.prefix}k3Vb81QzrT", values))


def _id(form: Form) -> Schema:
    return {"type": "integer"} if form.datatype.numbered else {"type": "string", "pattern": f"^{form.id_pattern}$"}


def _list(form: Form) -> Schema:
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    cursor = {"type": "string", "format": f"{form.path}-cursor"}
    since = {**_MOMENT, "pattern": f"^{TIME}$", "title": "such as 2026-01-31T12:00:00.000Z"}
    page = kit.record(
        {
            "data": {"type": "array", "items": kit.schema(form.key), "maxItems": MAX_LIMIT},
            "next_cursor": _or_null(cursor),
        },
        ("data", "next_cursor"),
    )
    return {
        "operationId": f"list{form.key}s",
        "tags": [form.path],
        "summary": f"List {form.path} in the order of their changes.",
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


def _add(form: Form) -> Schema:
    made = _one(form, "The new record.")
    made["headers"]["Location"] = {
        "required": True,
        "schema": {"type": "string", "pattern": f"^/v1/{form.path}/{form.id_pattern}$"},
        "description": "The record's address.",
    }
    made["links"] = {
        "read": kit.link(f"read{form.key}", "Read it."),
        "change": kit.link(f"change{form.key}", "Change it."),
        "delete": kit.link(f"delete{form.key}", "Delete it."),
    }
    return {
        "operationId": f"add{form.key}",
        "tags": [form.path],
        "summary": f"Add {form.one}.",
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"New{form.key}"))},
        "responses": {
            "201": made,
            **kit.refused("400 Invalid", "401 Unauthorized", "413 TooLarge", "415 NotJson", "422 Refused"),
        },
    }


def _read(form: Form) -> Schema:
    found = _one(form, "The record.")
    found["links"] = {
        "change": kit.link(f"change{form.key}", "Change it."),
        "delete": kit.link(f"delete{form.key}", "Delete it."),
    }
    return {
        "operationId": f"read{form.key}",
        "tags": [form.path],
        "summary": f"Read {form.one}.",
        "responses": {"200": found, **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord")},
    }


def _change(form: Form) -> Schema:
    types = ("application/merge-patch+json", "application/json")
    changed = _one(form, "The record as it is now; the same ETag if nothing changed.")
    changed["links"] = {"delete": kit.link(f"delete{form.key}", "Delete it.")}
    return {
        "operationId": f"change{form.key}",
        "tags": [form.path],
        "summary": f"Change fields of {form.one}; null clears one.",
        "parameters": [{"$ref": "#/components/parameters/IfMatch"}],
        "requestBody": {"required": True, "content": kit.content(kit.schema(f"{form.key}Changes"), *types)},
        "responses": {
            "200": changed,
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord", "412 Changed"),
            **kit.refused("413 TooLarge", "415 NotJson", "422 Refused"),
        },
    }


def _delete(form: Form) -> Schema:
    return {
        "operationId": f"delete{form.key}",
        "tags": [form.path],
        "summary": f"Delete {form.one}; it just vanishes from the lists.",
        "parameters": [{"$ref": "#/components/parameters/IfMatch"}],
        "responses": {
            "204": {"description": "It is gone."},
            **kit.refused("400 Invalid", "401 Unauthorized", "404 NoSuchRecord", "412 Changed"),
        },
    }


def _one(form: Form, words: str) -> Schema:
    return {
        "description": words,
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
        "content": kit.content(kit.schema(form.key)),
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


def _error(system: type[State], name: str, status: int, words: str) -> Schema:
    schema = {"allOf": [kit.schema("Problem"), {"properties": {"status": {"const": status}}}]}
    text = {"type": "string"}
    realm = f'Bearer realm="{system.name}"'
    headers = {
        "Unauthorized": {"WWW-Authenticate": {"required": True, "schema": {"const": realm}}},
        "NoSuchMethod": {"Allow": {"required": True, "schema": text}},
    }
    return {
        "description": words,
        **({"headers": headers[name]} if name in headers else {}),
        "content": kit.content(schema, "application/problem+json"),
    }
