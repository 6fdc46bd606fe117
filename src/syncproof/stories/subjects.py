"""The subjects of the rules: what happens in the stories of each rule, and what is claimed there.

A shape is the text of a step. `{who}`, `{other}`, `{label}` and `{second}` stand for a record or a property, the same
one wherever the word stands in a story; `{source}` and `{target}` for the systems of the section, `{here}` and
`{across}` for the two in either order; `{count}` for a number,
`{trouble}` for a fault that is evidence for the rule, and `…` for anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

Shapes: TypeAlias = "tuple[str, ...]"
"""Shapes that all have to be in a story, in any order."""


class Subject(NamedTuple):
    """The deeds in a story of a rule, and its claims: one of some alternatives each; () asks for none."""

    deeds: tuple[Shapes, ...]
    claims: tuple[Shapes, ...] = ()
    without: Shapes = ()
    """What must not happen to the same record and property: the claim would be about that."""
    by_laws: bool = True
    """Whether the laws, which every story asks, judge the rule too: then a counterexample need not claim it."""


_ADDED: Shapes = ("{who} is added to {source}…",)
_PAIRED: Shapes = ("both systems know {who}…",)
_MATCHED: tuple[Shapes, ...] = (
    ("{who} is added to {source}, with a match in {target}",),
    ("{who} is added to {target} as well, …",),
)
_CHANGED_HERE = "a user changes {who}'s {label} in {here}…"
_CHANGED_ACROSS = "a user changes {who}'s {label} in {across}…"
_OFTEN: Shapes = ("users change {who}'s {label} {count} times on alternating sides…",)
_UNMAPPED = "a user changes all that is not synchronized of {who} in …"
_ONCE: tuple[Shapes, ...] = (
    ("{who} is in {target}…, once",),
    ("{who} and {other} share one record in {target}",),
    ("{other} and {who} share one record in {target}",),
)
_AS_ADDED: tuple[Shapes, ...] = (("both systems hold {who}'s {label} as added…",),)
_APART: tuple[Shapes, ...] = (("{who} is not in {target}",), ("{who} has no counterpart in {target}",))
_HELD: tuple[Shapes, ...] = (
    ("both systems hold {who}'s latest {label}",),
    ("both systems agree on {who}'s {label}",),
    ("both systems hold {who}'s {label} as changed in …",),
)
_TAKEN: tuple[Shapes, ...] = (
    ("{here} takes {who}'s {label} in another form, or the sync reports it, once",),
    ("… keeps {who}'s {label} as before",),
    ("the sync reports {who}'s {label}, once",),
)
_SHARED: tuple[Shapes, ...] = (
    ("both systems hold {who}'s latest {label}, in every row that shares it",),
    ("both systems agree on {who}'s {label}, in every row that shares it",),
)
_QUIET: tuple[Shapes, ...] = (("the sync has written nothing since",),)


def _edited(here: str) -> tuple[Shapes, ...]:
    """Return how users edit a property in a system, the source or the target."""
    across = "{target}" if here == "{source}" else "{source}"
    return (
        (f"a user changes {{who}}'s {{label}} in {here}…",),
        (f"a user changes {{who}}'s {{label}} back in {here}",),
        (f"a user empties {{who}}'s {{label}} in {here}",),
        (f"a user changes {{who}}'s {{label}} to a value that {across} …",),
        ("a user swaps the {label} of {who} and {other} in " + here,),
    )


_RECOVERED: tuple[Shapes, ...] = (*_HELD, *_ONCE, ("each of them is in {target}, once",))
_OF_TROUBLE = Subject((("…answer… {trouble}",),), _RECOVERED)

SUBJECTS: Mapping[str, Subject] = {
    "every.created": Subject((_ADDED,), (*_ONCE, *_AS_ADDED)),
    "every.backfilled": Subject(
        (("{source} already has …",), _ADDED), (("each of them is in {target}, once",), *_ONCE, *_AS_ADDED)
    ),
    "every.whatever-it-holds": Subject((_ADDED,), (*_ONCE, *_AS_ADDED, *_HELD)),
    "every.exactly-once": Subject((_ADDED, _PAIRED), _ONCE),
    "every.one-way": Subject((("{who} is added to {target}…",),), (("{who} is not in {source}",),)),
    "every.shared-source": Subject((_ADDED, _PAIRED), (("{who} is in {target} as …, once",), *_HELD)),
    "every.shared-target": Subject((("{who} is added to … as …",),), (*_ONCE, *_HELD)),
    "every.next-time": Subject((("{who} is added to {source} while the sync …",),), _ONCE),
    "condition.met": Subject((("{who} is added to {source}, meeting the condition",),), _ONCE),
    "condition.unmet": Subject((("{who} is added to {source}, not meeting the condition",),), _APART),
    "condition.becomes-met": Subject((("a user changes {who} in {source} so that the condition is met",),), _ONCE),
    "condition.no-longer-met": Subject(
        (("a user changes {who} in {source} so that the condition is no longer met",),), (*_HELD, *_ONCE)
    ),
    "link-first.not-created": Subject(
        (("{who} is added to {here}…",),), (("{who} is not in {across}",), ("{who} has no counterpart in {across}",))
    ),
    "link-first.linked": Subject(_MATCHED, (*_HELD, *_AS_ADDED)),
    "create-if-connected.connected": Subject((("{who} is added to {source}, connected to …",),), _ONCE),
    "create-if-connected.unconnected": Subject((_ADDED,), _APART),
    "create-if-connected.later-connected": Subject((("a user connects {who} to …",),), _ONCE),
    "match-or-create.adopted": Subject(_MATCHED, (*_ONCE, *_AS_ADDED, *_HELD)),
    "match-or-create.created": Subject((_ADDED,), _ONCE),
    "match-or-create.ambiguous": Subject(
        (("{other} is added to {target}, with the … of {who} as …",),),
        (("the sync reports that {who} matches more than one record",),),
        by_laws=False,
    ),
    "merge-criteria.each-row": Subject(_MATCHED, (*_ONCE, *_AS_ADDED, *_HELD)),
    "merge-criteria.no-match": Subject(
        (("{who} is added to {target}…", "{other} is added to {source}…"),),
        (("{who} is not in {source}",), ("{who} has no counterpart in {source}",), *_AS_ADDED),
    ),
    "merge-criteria.ambiguous": Subject(
        (("{other} is added to {target}, with the … of {who} as …",),),
        (("the sync reports that {who} matches more than one record",),),
        by_laws=False,
    ),
    "merge-criteria.empty-is-no-match": Subject(
        (("{who} is added to {here}, with nothing in what has to match",),),
        (("{who} has no counterpart in {across}",),),
    ),
    "merge-criteria.both-sides-before": Subject(_MATCHED, (*_ONCE, *_AS_ADDED, *_HELD)),
    "in-sync.forward": Subject(_edited("{source}"), _HELD, ("a user changes {who}'s {label} in {target}…",)),
    "in-sync.backward": Subject(_edited("{target}"), _HELD, ("a user changes {who}'s {label} in {source}…",)),
    "in-sync.stays": Subject((_OFTEN, (_CHANGED_HERE, _CHANGED_ACROSS)), _HELD),
    "in-sync.both-sides": Subject(((_CHANGED_HERE, "a user changes {who}'s {second} in {across}…"),), _HELD),
    "in-sync.latest-wins": Subject(((_CHANGED_HERE, _CHANGED_ACROSS),), _HELD),
    "in-sync.untouched-is-not-reverted": Subject(
        ((_CHANGED_HERE, "a user changes {who}'s {second} in {across}…"), (_CHANGED_HERE, _UNMAPPED)), _HELD
    ),
    "in-sync.same-edit": Subject((("a user changes {who}'s {label} alike in both systems…",),), (*_QUIET, *_HELD)),
    "in-sync.there-and-back": Subject(
        (("a user changes {who}'s {label} in …", "a user changes {who}'s {label} back in …"),), _HELD
    ),
    "in-sync.quiet": Subject((_ADDED, _PAIRED), _QUIET),
    "in-sync.nothing-else": Subject(
        (("{who} is added to {target}", "a user changes {other}'s {label} in …"), (_UNMAPPED,)),
        (("{who} is not in {source}",), ("both systems hold {other}'s latest {label}",), *_HELD, *_QUIET),
    ),
    "in-sync.link-survives": Subject(
        (
            ("a user makes {who} look like {other} in …",),
            ("a user swaps the {label} of {who} and {other} in …",),
            ("{who} is added to {source}, looking exactly like {other}",),
        ),
        (*_HELD, ("{other} is still in …",)),
    ),
    "in-sync.no-delete": Subject((("{who} is removed from {here}…",),), (("{who} is still in {across}",),)),
    "in-sync.during-pass": Subject((("a user changes {who}'s {label} in … while the sync …",),), _HELD),
    "in-sync.near-edit": Subject((("a user changes {who}'s {label} in … in … only",),), _HELD),
    "in-sync.any-author": Subject((("a user changes {who}'s {label} in … with the sync's own account",),), _HELD),
    "in-sync.life-cycle": Subject(
        tuple((f"a user {deed} {{who}} …",) for deed in ("archives", "restores", "moves", "copies")), (*_HELD, *_ONCE)
    ),
    "in-sync.last-one": Subject((("{other} is removed from …", "{who} is added to {source}…"),), _ONCE),
    "properties.row": Subject((*_edited("{source}"), *_edited("{target}"), _ADDED), (*_HELD, *_AS_ADDED)),
    "properties.type": Subject(
        (*_edited("{source}"), *_edited("{target}"), _ADDED),
        (("{target} holds {who}'s {label} in the documented type",),),
        by_laws=False,
    ),
    "properties.dependent": Subject(
        (
            ("both systems know {who}, with …, on which {label} depends", _CHANGED_HERE),
            ("both systems know {who}, without …, on which {label} depends", _CHANGED_HERE),
        ),
        (*_HELD, ("the sync leaves {who}'s {label} in {across} alone",)),
    ),
    "properties.fan-out": Subject((*_edited("{source}"), *_edited("{target}")), _SHARED),
    "properties.fan-in": Subject(
        (*_edited("{source}"), *_edited("{target}"), ("{who} is added to {source}, with another value in {label}",)),
        _SHARED,
    ),
    "properties.round-trip": Subject(
        (), (("every value of {who}'s {label} in {here} reaches the other system",),), by_laws=False
    ),
    "properties.cleared": Subject((("a user empties {who}'s {label} in …",),), (*_HELD, *_TAKEN)),
    "properties.normalised": Subject(
        (("a user changes {who}'s {label} to a value that {here} does not keep as it is",),), (*_TAKEN, *_HELD)
    ),
    "properties.limits": Subject(
        (("a user changes {who}'s {label} to a value that {here} refuses",),), (*_TAKEN, *_HELD)
    ),
    "properties.dates": Subject((_OFTEN, *_edited("{source}"), *_edited("{target}")), _HELD),
    **{rule.id: _OF_TROUBLE for rule in RULES.values() if rule.level == "robust"},
    "robust.crash": Subject((("the sync is killed …",),), _RECOVERED),
    "robust.two-at-once": Subject((("a second sync starts …",),), _RECOVERED),
    "robust.paging-shift": Subject((("… between two pages that the sync reads",),), _RECOVERED),
    "robust.poison": Subject((("from now on every answer of … about {other} …",),), _RECOVERED),
    "robust.vanished": Subject(
        (("{other} is removed from … while …",), ("{other} is removed from … just before …",)), _RECOVERED
    ),
    "robust.same-instant": Subject((("… in the same instant",), ("… half a second later",)), _RECOVERED),
    "robust.clock-skew": Subject((("…'s clock is …",), ("…'s clock goes …",)), _RECOVERED),
    "robust.late-visibility": Subject((("…, which no list shows yet…",),), _RECOVERED),
    "robust.extreme-time": Subject((("it is …",), ("a user changes {who}'s {label} in … to …",)), _RECOVERED),
}
"""The subject of each rule; the rules that are missing have no stories yet."""
