"""The rules of Customerp: the values that it stores and refuses, in its own words. Facts: the in-house API contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from syncproof.datatypes import Datatype, Property
from syncproof.fakes.kit.clock import DAY, iso, moment
from syncproof.fakes.kit.values import NOT_BLANK, SPACELESS, SPACES, STORABLE, if_any, is_number, is_storable
from syncproof.ledger import Value, Values

MISSING = "must not be blank"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
EMAIL = rf"^[^@\u0000{SPACES}]+@[^@\u0000{SPACES}]+$"
_CUSTOMER = re.compile(r"cus_[A-Za-z0-9]{10}")
LONGEST = {
    "name": 200,
    "email": 254,
    "phone": 50,
    "mobile": 50,
    "title": 100,
    "org_number": 50,
    "address": 500,
    "notes": 2000,
    "description": 2000,
}
"""Characters, once trimmed; 255 for all other text."""
STATUSES = ("planned", "active", "done")
MOVED: Mapping[str, Mapping[str, Values]] = {
    "Project": {"another customer": {"customer_id": "cus_Elsewhere1"}},
    "Employee": {"another department": {"department": "Elsewhere"}},
}
"""What moving a record changes in it. Nothing is ever archived here."""
HIGHEST = 10**12
"""The highest amount."""


def trimmed(value: Value) -> Value:
    """Trim text of surrounding white space; empty text becomes null."""
    return (value.strip() or None) if isinstance(value, str) else value


def address(value: Value) -> Value:
    """Trim and lower-case an email address."""
    return (value.strip().lower() or None) if isinstance(value, str) else value


def date(value: Value) -> Value:
    """Cut a moment to its date, in UTC."""
    return iso(moment(value) // DAY * DAY) if isinstance(value, str) and value else None


def _text(
    name: str,
    *,
    mandatory: bool = False,
    stored: Callable[[Value], Value] = trimmed,
    wrong: Callable[[str], str | None] = lambda _: None,
    pattern: str = "",
    title: str = "",
) -> Property:
    longest = LONGEST.get(name, 255)
    schema = {
        "type": "string" if mandatory else ["string", "null"],
        "maxLength": longest,
        "pattern": pattern or (NOT_BLANK if mandatory else STORABLE),
        "description": "White space around it is dropped first, whatever the length.",
    }

    def refusal(value: Value) -> str | None:
        kept = stored(value)
        if kept is None:
            return MISSING if mandatory else None
        if not isinstance(kept, str):
            return "must be a string"
        if not is_storable(kept):
            return "must not contain null characters"
        if len(kept) > longest:
            return f"must have at most {longest} characters"
        return wrong(kept)

    if title:
        schema["title"] = title
    return Property(name, mandatory=mandatory, stored=stored, refusal=refusal, schema=schema)


def _email(text: str) -> str | None:
    return None if _EMAIL.fullmatch(text) else "must be an email address"


def _website(text: str) -> str | None:
    return "must not contain spaces" if re.search(r"\s", text) else None


def _customer(text: str) -> str | None:
    return None if _CUSTOMER.fullmatch(text) else "must be the id of a customer"


def _amount(name: str) -> Property:
    def refusal(value: Value) -> str | None:
        if value in {None, ""}:
            return None
        if not is_number(value):
            return "must be a number"
        if value > HIGHEST:
            return f"must be at most {HIGHEST}"
        return "must not be negative" if value < 0 else None

    schema = {
        "type": ["number", "string", "null"],
        "minimum": 0,
        "maximum": HIGHEST,
        "maxLength": 0,
        "description": "An empty string clears it, like null.",
    }
    return Property(name, "number", stored=_nothing_is_null, refusal=refusal, schema=schema)


def _nothing_is_null(value: Value) -> Value:
    return None if value == "" else value


def _date(name: str) -> Property:
    def refusal(value: Value) -> str | None:
        try:
            date(value)
        except (ValueError, OverflowError):
            return "must be a date such as 2026-01-31"
        return None if value is None or isinstance(value, str) else "must be a date such as 2026-01-31"

    schema = {
        "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}, {"const": ""}],
        "description": "An empty string clears it, like null.",
    }
    return Property(name, "moment", stored=if_any(date), refusal=refusal, schema=schema)


def _status() -> Property:
    def stored(value: Value) -> Value:
        kept = trimmed(value)
        return STATUSES[0] if kept is None else kept

    def refusal(value: Value) -> str | None:
        return None if stored(value) in STATUSES else f"must be one of {', '.join(STATUSES)}"

    schema = {
        "type": ["string", "null"],
        "enum": [*STATUSES, "", None],
        "description": f"White space around it is dropped first. Cleared, it is {STATUSES[0]}.",
    }
    return Property("status", stored=stored, refusal=refusal, schema=schema)


def _datatype(name: str, *properties: Property, cast: tuple[str, str, str]) -> Datatype:
    declared = {property_.name: property_ for property_ in properties}
    return Datatype(
        name,
        declared,
        minimal=tuple(each.name for each in properties if each.mandatory),
        moves=tuple(MOVED.get(name, ())),
        copies=True,
        cast=cast,
    )


_NAME = _text("name", mandatory=True)
_MAIL = _text("email", mandatory=True, stored=address, wrong=_email, pattern=EMAIL, title="an email address")

_BY_PREFIX = {
    "con_": _datatype(
        "Contact",
        _NAME,
        _MAIL,
        _text("phone"),
        _text("title"),
        _text("mobile"),
        _text("address"),
        _text("notes"),
        _text("owner"),
        cast=("Ada", "Grace", "Linus"),
    ),
    "cus_": _datatype(
        "Customer",
        _NAME,
        _text("website", wrong=_website, pattern=SPACELESS),
        _text("description"),
        _text("org_number"),
        _text("phone"),
        _text("address"),
        _text("city"),
        _text("country"),
        _amount("credit_limit"),
        _text("segment"),
        cast=("Acme", "Globex", "Initech"),
    ),
    "prj_": _datatype(
        "Project",
        _NAME,
        _text("description"),
        _status(),
        _amount("budget"),
        _date("start_date"),
        _text("customer_id", wrong=_customer, pattern=f"^({_CUSTOMER.pattern})?$", title="a customer's id"),
        cast=("Lighthouse", "Harbour", "Orchard"),
    ),
    "emp_": _datatype(
        "Employee",
        _NAME,
        _MAIL,
        _text("phone"),
        _text("title"),
        _text("department"),
        _date("hired_on"),
        cast=("Edsger", "Barbara", "Donald"),
    ),
}
"""Each datatype by the prefix of its records' ids."""

DATATYPES = {datatype.name: datatype for datatype in _BY_PREFIX.values()}
PREFIXES = {datatype.name: prefix for prefix, datatype in _BY_PREFIX.items()}
