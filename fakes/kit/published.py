"""The published description of a system's API, which needs no credentials: the OpenAPI document, and a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import falcon
import orjson
from falcon.routing import CompiledRouter

from syncproof.fakes.kit.openapi import Schema
from syncproof.fakes.kit.values import NOT_BLANK, SPACELESS, STORABLE

PUBLIC = frozenset({"/openapi.json", "/docs"})
"""The paths that need no credentials."""

_PATTERNS = {STORABLE: "no null character", NOT_BLANK: "not blank, no null character", SPACELESS: "no white space"}
_METHODS = ("get", "post", "put", "patch", "delete")


class _Published:
    """A path whose answer never changes."""

    def __init__(self, type_: str, made: Callable[[], bytes]) -> None:
        self._type = type_
        # Made at the first request: hardly a scenario reads the document.
        self._made = cache(made)

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        """Answer the document or the page."""
        resp.content_type = self._type
        resp.data = self._made()


def publish(router: CompiledRouter, document: Callable[[], Schema]) -> None:
    """Put the document at `/openapi.json`, and the page at `/docs`."""
    router.add_route("/openapi.json", _Published("application/json", lambda: orjson.dumps(document())))
    router.add_route("/docs", _Published("text/html; charset=utf-8", lambda: page(document()).encode()))


def page(document: Schema) -> str:
    """Return a document as a self-contained page: no script, no font, no address elsewhere."""
    import jinja2  # noqa: PLC0415 - only a reader of the page pays for it

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("syncproof.fakes.kit", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["limits"] = limits
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment.get_template("page.html").render(document=document, sections=list(_sections(document)))


def limits(schema: Mapping[str, Any]) -> str:
    """Return in words which values a schema allows."""
    if "anyOf" in schema:
        return ", or ".join(limits(each) for each in schema["anyOf"])
    kinds = schema.get("type", [])
    words = [" or ".join(_kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))]
    if "enum" in schema:
        words.append("one of " + ", ".join(_json(value) for value in schema["enum"]))
    if "const" in schema:
        words.append(f"always {_json(schema['const'])}")
    texts = {
        "minimum": "at least {}",
        "maximum": "at most {}",
        "minLength": "not empty",
        "maxLength": "at most {} characters",
        "format": "format {}",
        "default": "{} if left out",
    }
    words += [
        text.format(schema[name])
        for name, text in texts.items()
        if name in schema and (name, schema[name]) != ("maxLength", 0)
    ]
    if "pattern" in schema:
        words.append(schema.get("title") or _PATTERNS.get(schema["pattern"]) or f"matches {schema['pattern']}")
    return "; ".join(word for word in words if word)


def _kind(kind: str, schema: Mapping[str, Any]) -> str:
    if kind == "array" and "prefixItems" in schema:
        return f"list of at most {len(schema['prefixItems'])} objects"
    if kind == "array":
        return f"list of {schema['items'].get('$ref', 'values').rpartition('/')[2]}"
    return "empty string" if kind == "string" and schema.get("maxLength") == 0 else kind


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _sections(document: Schema) -> Iterator[Schema]:
    """Yield the page's section on each collection."""
    for tag in document["tags"]:
        operations = [
            _operation(document, path, method, item[method])
            for path, item in document["paths"].items()
            for method in _METHODS
            if method in item and tag["name"] in item[method]["tags"]
        ]
        yield {"title": tag["name"], "operations": operations}


def _operation(document: Schema, path: str, method: str, operation: Schema) -> Schema:
    address = document["servers"][0]["url"] + path
    answers = {status: _found(document, answer) for status, answer in operation["responses"].items()}
    body = operation.get("requestBody")
    sent = _found(document, next(iter(body["content"].values()))["schema"]) if body else None
    (success,) = (answer for status, answer in answers.items() if status.startswith("2"))
    held = next(iter(success["content"].values()))["schema"] if "content" in success else None
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "address": address,
        "summary": operation["summary"],
        "parameters": [_found(document, each) for each in operation.get("parameters", [])],
        "types": list(body["content"]) if body else [],
        "sent": sent,
        "shown": _found(document, held) if held else None,
        "answers": answers,
        "curl": _curl(document, address, method, sent),
    }


def _curl(document: Schema, address: str, method: str, sent: Schema | None) -> str:
    name = document["info"]["title"].upper()
    (scheme,) = document["components"]["securitySchemes"].values()
    header = f"Authorization: Bearer $SYNCPROOF_{name}_TOKEN"
    if scheme["type"] == "apiKey":
        header = f"{scheme['name']}: $SYNCPROOF_{name}_KEY"
    base = document["servers"][0]["url"]
    lines = [f"curl -X {method.upper()}", f'-H "{header}"']
    if sent:
        text = _json(sent["examples"][0]).replace("'", "'\\''")
        lines += ["-H 'Content-Type: application/json'", f"-d '{text}'"]
    lines.append(f'"$SYNCPROOF_{name}_URL{address.removeprefix(base)}"'.replace("{id}", "$ID"))
    return " \\\n  ".join(lines)


def _found(document: Schema, piece: Schema) -> Schema:
    """Return a piece of the document, or what it refers to where the piece is a reference."""
    if "$ref" not in piece:
        return piece
    found: Any = document
    for name in piece["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)
