"""The rules of Trello: which values it takes, stores differently or refuses, and in which words.

Each fact names its source: spec (the OpenAPI document), docs (the developer guides), observed (recorded
answers of the live service), ours (the real wording or behaviour is not known; the simplest).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeGuard

from syncproof.datatypes import Datatype, Property
from syncproof.fakes.kit.clock import moment
from syncproof.fakes.kit.values import is_storable
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.refusals import NOT_AN_ID, invalid
from syncproof.ledger import Value

LONGEST = 16384
"""The most characters of a name, description or comment (observed for cards; ours for the others)."""

ALL = frozenset(CAPABILITIES)
"""The capabilities by name; `capabilities.py` declares them."""

ID = re.compile(r"[0-9a-f]{24}")
SHORT_LINK = re.compile(r"[A-Za-z0-9]{8}")

_NOTHING = ("", None)
"""The values that clear a property; zero and false do not (ours)."""

_URL_LIKE = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_SHORT_NAME = re.compile(r"[a-z0-9_]*")
_RESERVED = frozenset({"trello", "search", "me"})


def is_text(value: object) -> TypeGuard[str]:
    """Whether a value is text that Trello keeps."""
    return isinstance(value, str) and len(value) <= LONGEST and is_storable(value)


def _text(name: str) -> Callable[[Value], str | None]:
    def refusal(value: Value) -> str | None:
        return None if value is None or is_text(value) else invalid(name)

    return refusal


def _or_empty(value: Value) -> Value:
    return value or ""


def _or_nothing(value: Value) -> Value:
    return value or None


def _full_name(value: Value) -> str | None:
    # The words but the last are the web client's (observed); that spaces at the ends are refused: spec.
    if not value:
        return "full name must be at least 1 character"
    if not is_text(value):
        return invalid("fullName")
    if _URL_LIKE.search(value):
        return "full name must not contain a url"
    return None if value == value.strip() else "full name cannot begin or end with a space"


def _email(value: Value) -> str | None:
    # The words are the web client's (observed); what an address looks like: ours.
    return None if is_text(value) and _EMAIL.fullmatch(value) else "Invalid email address"


def _lower(value: Value) -> Value:
    return str(value).lower()


def _username(value: Value) -> str | None:
    """Refuse usernames as the spec does; the words for short ones are the web client's (observed)."""
    if not isinstance(value, str) or len(value) < 3:  # noqa: PLR2004 - the real limit, said in the answer
        return "username must be at least 3 characters"
    return None if _SHORT_NAME.fullmatch(value) and len(value) <= LONGEST else invalid("username")


def _initials(value: Value) -> str | None:
    """Refuse initials as the web client does (observed)."""
    fits = is_text(value) and 1 <= len(value) <= 4  # noqa: PLR2004 - the real limits, said in the answer
    return None if fits else "initials must contain 1-4 characters"


def _display_name(value: Value) -> str | None:
    """Refuse display names (observed); of the two minima that were seen, the lower one."""
    if not value:
        return "Display Name must be at least 1 character"
    if not is_text(value):
        return invalid("displayName")
    if len(value) > 100:  # noqa: PLR2004 - the real limit, said in the answer
        return "Display Name must be at most 100 characters"
    return None if value == value.strip() else "Display Name cannot begin or end with a space"


def _short_name(value: Value) -> str | None:
    """Refuse short names in PUT (observed); POST makes any name fit, see `verbs/workspaces.py`."""
    name = value if isinstance(value, str) else ""
    if len(name) < 3:  # noqa: PLR2004 - the real limit, said in the answer
        return "Organization short name must be at least 3 characters"
    if len(name) > 100:  # noqa: PLR2004 - the real limit, said in the answer
        return "Organization short name must be at most 100 characters"
    if not _SHORT_NAME.fullmatch(name):
        return "Organization short name is invalid: only lowercase letters, underscores, and numbers are allowed"
    return "Organization short name is reserved" if name in _RESERVED else None


def _website(value: Value) -> str | None:
    """Refuse websites other than http and https (spec); `_with_scheme` adds a missing scheme."""
    if value in _NOTHING:
        return None
    odd = not is_text(value) or (_SCHEME.match(value) and not _WEB.match(value))
    return invalid("website") if odd else None


def _with_scheme(value: Value) -> Value:
    # A website without a scheme was seen stored so (observed).
    if not value:
        return None
    return value if _WEB.match(str(value)) else f"http://{value}"


def _comment(value: Value) -> str | None:
    return _text("text")(value) if value else invalid("text")


def _moment(name: str) -> Callable[[Value], str | None]:
    def refusal(value: Value) -> str | None:
        if value in _NOTHING:
            return None
        try:
            moment(str(value))
        except (ValueError, OverflowError):
            return invalid(name)
        return None if isinstance(value, str) else invalid(name)

    return refusal


def _boolean(name: str) -> Callable[[Value], str | None]:
    def refusal(value: Value) -> str | None:
        return None if value is None or isinstance(value, bool) else invalid(name)

    return refusal


def _pos(value: Value) -> str | None:
    # A positive number (spec); `top` and `bottom` are numbers by the time they come here.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        return invalid("pos")
    return None


def _number(value: Value) -> Value:
    return whole(value) if isinstance(value, int | float) else value


def _list_id(value: Value) -> str | None:
    return None if isinstance(value, str) and ID.fullmatch(value) else NOT_AN_ID


def _member_ids(value: Value) -> str | None:
    """Refuse a comma list with a bad id, or with the same id twice (observed)."""
    if value in _NOTHING:
        return None
    given = value.split(",") if isinstance(value, str) else [""]
    fits = all(ID.fullmatch(one) for one in given) and len(set(given)) == len(given)
    return None if fits else NOT_AN_ID


_PLACES = ("another list", "another board")


def _datatype(name: str, *properties: Property, **more: str) -> Datatype:
    must = tuple(one.name for one in properties if one.mandatory) or (properties[0].name,)
    return Datatype(
        name,
        MappingProxyType({one.name: one for one in properties}),
        identity=more.get("identity", ""),
        timestamped="property" if name == "Cards" else "never",
        minimal=must,
        # Trello gives all members, cards and workspaces at once, and a thousand comments.
        paged=False,
        # A comment is archived and moved with its card; a workspace and a member are not.
        archives=name in {"Cards", "Actions"},
        moves=_PLACES if name in {"Cards", "Actions"} else (),
        copies=name == "Cards",
        shows_author=name != "Members",
        meaning=more.get("meaning", ""),
    )


MEMBERS = _datatype(
    "Members",
    Property("fullName", mandatory=True, refusal=_full_name),
    Property("email", mandatory=True, stored=_lower, refusal=_email),
    Property("username", own_only=True, unique=True, refusal=_username),
    Property("initials", own_only=True, refusal=_initials),
    Property("bio", own_only=True, stored=_or_empty, refusal=_text("bio")),
    identity="email",
)
ORGANIZATIONS = _datatype(
    "Organizations",
    Property("displayName", mandatory=True, refusal=_display_name),
    Property("name", refusal=_short_name),
    Property("desc", stored=_or_empty, refusal=_text("desc")),
    Property("website", stored=_with_scheme, refusal=_website),
    meaning="workspaces",
)
ACTIONS = _datatype("Actions", Property("text", mandatory=True, refusal=_comment), meaning="comments on a card")
CARDS = _datatype(
    "Cards",
    Property("name", stored=_or_empty, refusal=_text("name")),
    Property("desc", stored=_or_empty, refusal=_text("desc")),
    Property("due", "moment", stored=_or_nothing, refusal=_moment("due")),
    Property("start", "moment", stored=_or_nothing, refusal=_moment("start")),
    Property("dueComplete", "boolean", stored=bool, refusal=_boolean("dueComplete")),
    Property("closed", "boolean", stored=bool, refusal=_boolean("closed")),
    Property("idList", names_record=True, refusal=_list_id),
    Property("pos", "number", stored=_number, refusal=_pos),
    Property("idMembers", names_record=True, stored=_or_empty, refusal=_member_ids),
)
DATATYPES: Mapping[str, Datatype] = MappingProxyType(
    {one.name: one for one in (MEMBERS, ORGANIZATIONS, ACTIONS, CARDS)}
)
