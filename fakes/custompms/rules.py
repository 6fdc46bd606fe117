"""The rules of Custompms: the values that it stores and refuses, in its own words. Facts: the in-house API contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from syncproof.datatypes import Datatype, Property
from syncproof.fakes.kit.clock import DAY, iso, moment
from syncproof.fakes.kit.values import LARGEST, NOT_BLANK, SPACELESS, STORABLE, if_any, is_number, is_storable, is_whole
from syncproof.ledger import Value, Values

LATEST = 253_402_300_799_999
"""The last millisecond of the year 9999."""
HIGHEST_PRIORITY = 3
ARCHIVED: Mapping[str, tuple[Values, Values]] = {
    "Customer": ({"active": False}, {"active": True}),
    "Project": ({"archived": True}, {"archived": False}),
}
"""What archiving a record changes in it, and what restoring changes."""
MOVED: Mapping[str, Mapping[str, Values]] = {
    "Project": {"another customer": {"customerId": 4711}},
    "Task": {"another project": {"projectId": 4711}},
}
"""What moving a record changes in it."""
MOST_HOURS = 10**9
CUT = 4000
"""Characters of notes and descriptions that are kept."""
LONGEST = {
    "website": 200,
    "phone": 50,
    "vatNumber": 50,
    "code": 50,
    "tags": 500,
    "notes": CUT,
    "description": CUT,
}
"""Characters as they are stored; 250 for all other text."""


def kept(value: Value) -> Value:
    """Keep text as given; null becomes the empty text."""
    return "" if value is None else value


def trimmed(value: Value) -> Value:
    """Trim trailing white space only."""
    return value.rstrip() if isinstance(value, str) else kept(value)


def cut(value: Value) -> Value:
    """Cut long text without a word: a wart of the real system."""
    return value[:CUT] if isinstance(value, str) else kept(value)


def date(value: Value) -> Value:
    """Cut a moment to its date, in UTC."""
    return iso(moment(value) // DAY * DAY) if isinstance(value, str) and value else None


def time(value: Value) -> Value:
    """Keep a moment to the millisecond."""
    return iso(moment(value)) if isinstance(value, str) and value else None


def _text(
    name: str,
    *,
    mandatory: bool = False,
    stored: Callable[[Value], Value] = kept,
    wrong: Callable[[str], str | None] = lambda _: None,
    pattern: str = "",
) -> Property:
    longest = LONGEST.get(name, 250)
    limit = {"description": f"Cut at {CUT} characters without a word."} if stored is cut else {"maxLength": longest}
    schema = {
        "type": "string" if mandatory else ["string", "null"],
        "pattern": pattern or (NOT_BLANK if mandatory else STORABLE),
        **limit,
    }
    if stored is trimmed:
        schema["description"] = "White space at its end is dropped first, whatever the length."

    def refusal(value: Value) -> str | None:
        text = stored(value)
        if text == "":
            return missing(name) if mandatory else None
        if not isinstance(text, str):
            return f"{name} must be text"
        if not is_storable(text):
            return f"{name} contains invalid characters"
        if len(text) > longest:
            return f"{name} is longer than {longest} characters"
        return wrong(text)

    return Property(name, mandatory=mandatory, stored=stored, refusal=refusal, schema=schema)


def missing(name: str) -> str:
    """Return the refusal of a property that must not be empty."""
    return f"{name} is required"


def _website(text: str) -> str | None:
    return "website must not contain white space" if re.search(r"\s", text) else None


def _boolean(name: str, *, default: bool = False) -> Property:
    def stored(value: Value) -> Value:
        return default if value in {None, ""} else value

    def refusal(value: Value) -> str | None:
        return None if isinstance(stored(value), bool) else f"{name} must be true or false"

    schema = {
        "type": ["boolean", "string", "null"],
        "maxLength": 0,
        "description": f"Null and the empty string make it {str(default).lower()}.",
    }
    return Property(name, "boolean", stored=stored, refusal=refusal, schema=schema)


def _hours(name: str) -> Property:
    def refusal(value: Value) -> str | None:
        if value is None or value == "":
            return None
        if not is_number(value):
            return f"{name} must be a number"
        if value > MOST_HOURS:
            return f"{name} must be at most {MOST_HOURS}"
        return f"{name} must not be negative" if value < 0 else None

    schema = {
        "type": ["number", "string", "null"],
        "minimum": 0,
        "maximum": MOST_HOURS,
        "maxLength": 0,
        "description": "An empty string clears it, like null.",
    }
    return Property(name, "number", stored=_nothing_is_null, refusal=refusal, schema=schema)


def _reference(name: str) -> Property:
    def refusal(value: Value) -> str | None:
        if value is None or value == "":
            return None
        return None if is_whole(value) and 0 < value <= LARGEST else f"{name} must be an id"

    schema = {
        "type": ["integer", "string", "null"],
        "minimum": 1,
        "maximum": LARGEST,
        "maxLength": 0,
        "description": "An empty string clears it, like null.",
    }
    return Property(name, "number", stored=_nothing_is_null, refusal=refusal, schema=schema)


def _priority() -> Property:
    def stored(value: Value) -> Value:
        return 0 if value in {None, ""} else value

    def refusal(value: Value) -> str | None:
        level = stored(value)
        if is_whole(level) and 0 <= level <= HIGHEST_PRIORITY:
            return None
        return f"priority must be a whole number from 0 to {HIGHEST_PRIORITY}"

    schema = {
        "type": ["integer", "string", "null"],
        "minimum": 0,
        "maximum": HIGHEST_PRIORITY,
        "maxLength": 0,
        "description": "Null and the empty string make it 0.",
    }
    return Property("priority", "number", stored=stored, refusal=refusal, schema=schema)


_TIME = {
    "type": ["integer", "null"],
    "minimum": 0,
    "maximum": LATEST,
    "description": "Milliseconds since 1970, UTC.",
}
_DATE = {
    "type": ["string", "null"],
    "pattern": "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "format": "date",
    "title": "from 1970 on",
    "description": "A date such as 2026-01-31.",
}


def _moment(name: str, stored: Callable[[Value], Value], words: str, schema: Mapping[str, object]) -> Property:
    def refusal(value: Value) -> str | None:
        if value is None or value == "":
            return None
        try:
            at = moment(value) if isinstance(value, str) else -1
        except (ValueError, OverflowError):
            at = -1
        return None if 0 <= at <= LATEST else f"{name} must be {words} between 1970 and 9999"

    return Property(name, "moment", stored=if_any(stored), refusal=refusal, schema=schema)


def _nothing_is_null(value: Value) -> Value:
    return None if value == "" else value


def _datatype(name: str, *properties: Property, minimal: str, cast: tuple[str, str, str]) -> Datatype:
    return Datatype(
        name,
        {property_.name: property_ for property_ in properties},
        minimal=(minimal,),
        archives=name in ARCHIVED,
        moves=tuple(MOVED.get(name, ())),
        copies=True,
        numbered=True,
        cast=cast,
    )


DATATYPES = {
    datatype.name: datatype
    for datatype in (
        _datatype(
            "Customer",
            _text("name", mandatory=True, stored=trimmed),
            _text("website", wrong=_website, pattern=SPACELESS),
            _text("description", stored=cut),
            _text("contactPerson"),
            _text("phone"),
            _text("vatNumber"),
            _boolean("active", default=True),
            _text("tags"),
            minimal="name",
            cast=("Umbrella", "Hooli", "Soylent"),
        ),
        # A project's name is needed to make it and may be emptied afterwards: a draft.
        _datatype(
            "Project",
            _text("name", stored=trimmed),
            _text("description", stored=cut),
            _text("code"),
            _hours("budgetHours"),
            _boolean("archived"),
            _reference("customerId"),
            minimal="name",
            cast=("Bridge", "Tunnel", "Ferry"),
        ),
        _datatype(
            "Task",
            _text("title", mandatory=True, stored=trimmed),
            _text("notes", stored=cut),
            _moment("due", time, "a time in milliseconds", _TIME),
            _moment("start", date, "a date such as 2026-01-31", _DATE),
            _boolean("done"),
            _priority(),
            _text("assignee"),
            _hours("estimateHours"),
            _reference("projectId"),
            minimal="title",
            cast=("Digging", "Paving", "Fencing"),
        ),
    )
}
