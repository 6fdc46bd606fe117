"""What is asked at random: requests to real addresses, right and wrong in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.published import PUBLIC
from tests.any_text import any_text
from tests.fakes.contract.stage import Request, Stage, held, stage
from tests.fakes.contract.vocabulary import (
    DOCUMENTS,
    HEADERS,
    METHODS,
    NUMBERS,
    PARAMETERS,
    TEMPLATES,
    TEXTS,
    TYPES,
    WORDS,
)


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
        any_text(max_size=5),
    )
    fields = (
        *PARAMETERS[system],
        *(name for datatype in at.fake.datatypes.values() for name in datatype.properties),
        *("id", "version", "etag", "__proto__"),
    )
    full = list(_full(at))
    scalar = st.one_of(
        st.none(), st.booleans(), st.sampled_from(NUMBERS), st.sampled_from(TEXTS), real, any_text(max_size=10)
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
