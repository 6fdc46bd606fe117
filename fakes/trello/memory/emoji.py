"""Reactions to comments, and the emoji that they are made of: a few of Trello's many (the choice: ours)."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from syncproof.fakes.kit.store import Groups, Journal, Table

Json: TypeAlias = dict[str, Any]


class Emoji(NamedTuple):
    """An emoji, by all the names that requests may use."""

    unified: str
    native: str
    name: str
    short: str
    category: str
    text: str | None = None


EMOJI = (
    Emoji("1F44D", "\U0001f44d", "THUMBS UP SIGN", "+1", "People & Body"),
    Emoji("1F44E", "\U0001f44e", "THUMBS DOWN SIGN", "-1", "People & Body"),
    Emoji("2764-FE0F", "\u2764\ufe0f", "HEAVY BLACK HEART", "heart", "Smileys & Emotion", "<3"),
    Emoji("1F600", "\U0001f600", "GRINNING FACE", "grinning", "Smileys & Emotion", ":D"),
    Emoji("1F389", "\U0001f389", "PARTY POPPER", "tada", "Activities"),
    Emoji("1F440", "\U0001f440", "EYES", "eyes", "People & Body"),
)


class Reaction(NamedTuple):
    """A member's reaction to a comment; `at` is in milliseconds."""

    id: str
    action: str
    member: str
    emoji: str
    at: int


class Reactions:
    """The table of reactions, and an index by comment."""

    def __init__(self, journal: Journal) -> None:
        self.rows: Table[str, Reaction] = Table(journal)
        self._of: Groups[str] = Groups(journal)

    def of(self, action: str) -> list[Reaction]:
        """Return the reactions to a comment, oldest first."""
        return [self.rows[id_] for id_ in self._of[action]]

    def add(self, row: Reaction) -> None:
        """Store a reaction."""
        self.rows[row.id] = row
        self._of.add(row.action, row.id)

    def remove(self, row: Reaction) -> None:
        """Delete a reaction."""
        del self.rows[row.id]
        self._of.remove(row.action, row.id)


def known(wanted: str, value: str) -> Emoji | None:
    """Return the emoji that has a name: `shortName`, `native` or `unified`."""
    by = {"shortName": "short", "native": "native", "unified": "unified"}[wanted]
    given = value.upper() if wanted == "unified" else value
    return next((one for one in EMOJI if getattr(one, by) == given), None)


def listed(one: Emoji, row: int) -> Json:
    """Return an emoji as the list of all has it (spec)."""
    return {
        "unified": one.unified,
        "name": one.name,
        "native": one.native,
        "shortName": one.short,
        "shortNames": [one.short],
        "text": one.text,
        "texts": [one.text] if one.text else None,
        "category": one.category,
        "sheetX": 0,
        "sheetY": row,
        "tts": one.name.lower(),
        "keywords": one.name.lower().split(),
    }


def shown(one: Emoji) -> Json:
    """Return an emoji as a reaction has it."""
    return {
        "unified": one.unified,
        "native": one.native,
        "name": one.name,
        "skinVariation": None,
        "shortName": one.short,
    }
