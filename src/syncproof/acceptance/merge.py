"""Merges a feature three ways: what was rendered last, what stands there now, what is rendered today.

By scenario first, and by line within a scenario that both changed. Where the two cannot be had together, what people
wrote stays, and both texts are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from syncproof.acceptance.by_line import both_shown, merged_steps, split_end
from syncproof.acceptance.orders import placed
from syncproof.acceptance.removed import Removed
from syncproof.acceptance.titles import retitled
from syncproof.errors import BadInput
from syncproof.stories.pieces import PieceKey, joined, pieces

_BEGINS_WITH_RULE = re.compile(r"(?:\s*[@#].*\n)*\s*Rule:")


@dataclass(frozen=True, slots=True)
class MergedFeature:
    """The text of a feature, and the pieces about which the document and people disagree."""

    text: str
    conflicts: tuple[str, ...] = ()
    orphans: Mapping[PieceKey, str] = field(default_factory=dict)
    """What people wrote below a Rule that is no more, and the Rule itself where they wrote into that."""
    bases: Mapping[PieceKey, str] = field(default_factory=dict)
    """What was rendered for those of them that people edited."""
    removed: str = ""
    """What people removed, now or earlier."""


def merged(base: str, now: str, new: str, file: str, removed: str = "") -> MergedFeature:
    """Return a feature that has what changed from `base` to `now` and what changed from `base` to `new`.

    What people `removed` earlier, as a feature merged then says, stays away where the document gives it again.
    Raises BadInput where `now` is no Gherkin, and there is something to merge.
    """
    if new == base:
        return MergedFeature(now, removed=_removed(base, now, file, removed) if now != base else removed)
    if not removed and new == now:
        return MergedFeature(now)
    if not removed and base == now:
        return MergedFeature(new)
    now, end = split_end(now)
    old, ours, theirs = pieces(base, file), pieces(now, file), pieces(new, file)
    own = {key: piece for key, piece in ours.items() if key not in old and key not in theirs}
    come = {key: piece for key, piece in theirs.items() if key not in old and key not in ours}
    away = Removed.read(removed, file).and_those_of(old, ours, theirs)
    there = {*retitled(own, come).values(), *away.among(come)}
    theirs = {key: piece for key, piece in theirs.items() if key not in there}
    kept: dict[PieceKey, str] = {}
    conflicts: list[str] = []
    orphans: dict[PieceKey, str] = {}
    for key in _order(old, ours, theirs):
        piece, conflict = _piece(old.get(key), ours.get(key), theirs.get(key))
        is_kept = PieceKey(key.kind) in theirs or PieceKey(key.kind) not in old
        if piece is None:
            continue
        if is_kept:
            kept[key] = piece
            conflicts += [conflict] if conflict else []
        else:  # what waits for its Rule waits for the next text to merge with
            orphans[key] = piece
    bases = {key: old[key] for key in orphans if key in old}
    return MergedFeature(joined(kept.values()) + end, tuple(conflicts), orphans, bases, away.text())


def _removed(base: str, now: str, file: str, removed: str) -> str:
    """Return what people removed from what was rendered, and still is; a text that is no Gherkin shows nothing new."""
    try:
        old, ours = pieces(base, file), pieces(now, file)
    except BadInput:
        return removed
    return Removed.read(removed, file).and_those_of(old, ours, old).text()


def put_back(
    text: str, kind: str, aside: str, files: tuple[str, str], rendered: str = "", bases: str = "", order: str = ""
) -> tuple[str, str]:
    """Return a feature with scenarios that were kept aside, and the scenarios that are left.

    They stand in their Rule in the `order` that they had there, or at the end.
    A scenario that people gave another title takes the place of the one that was `rendered`, and so does one that they
    edited, with the edit, where `bases` have what that was before. All are left where the feature has no such Rule,
    and each where another scenario of its name is there. A Rule that people wrote into is as they wrote it.
    `files` name the two texts in errors.
    Raises BadInput for a text that is no Gherkin.
    """
    body, end = split_end(text)
    kept = dict(pieces(body, files[0]))
    if all(key.kind != kind for key in kept):
        return text, aside
    rule = PieceKey(kind)
    head = [PieceKey(""), rule]
    found = pieces(below_rule(kind, aside), files[1])
    given = {key: piece for key, piece in pieces(rendered, files[0]).items() if kept.get(key) == piece}
    own = {key: piece for key, piece in found.items() if key not in kept}
    titles = {was: key for key, was in retitled(own, given).items()}
    kept = {titles.get(key, key): own.get(titles.get(key, key), piece) for key, piece in kept.items()}
    were = pieces(below_rule(kind, bases), files[1]) if bases else {}
    edited = {
        key: _edited(were[key], piece, given[key]) for key, piece in found.items() if key in were and key in given
    }
    edited = {key: piece for key, piece in edited.items() if piece and key not in head}
    if _BEGINS_WITH_RULE.match(aside) and rule in given:
        edited[rule] = _edited(were.get(rule, ""), found[rule], given[rule]) or found[rule]
    kept |= edited
    back = {key: piece for key, piece in found.items() if key not in kept}
    left = [piece for key, piece in found.items() if key in kept and key not in (*head, *titles.values(), *edited)]
    parts = {**kept, **back}
    whole = joined(parts[key] for key in placed(kept, back, order)) + end
    return whole if back or titles or edited else text, joined(left) if left else ""


def _edited(was: str, ours: str, given: str) -> str:
    """Return a rendered scenario with people's edit; '' where the two cannot be had together."""
    piece, conflict = _piece(was, ours, given)
    return "" if conflict else piece or ""


def below_rule(kind: str, scenarios: str) -> str:
    """Return the text of a feature that has scenarios below the Rule of a sentence kind, and nothing else.

    Before the scenarios, there can be the Rule itself.
    """
    rule = [] if _BEGINS_WITH_RULE.match(scenarios) else [f"  @{kind}\n  Rule: aside"]
    return joined(["Feature: aside", *rule, scenarios])


def _piece(old: str | None, ours: str | None, theirs: str | None) -> tuple[str | None, str]:
    """Return a piece, None for none, and the text of the conflict about it, '' for none."""
    if theirs in (old, ours):
        return ours, ""
    if ours == old:
        return theirs, ""
    if ours is None:  # people removed what the document has changed: it stays removed
        return None, ""
    if theirs is not None and old is not None and (both := merged_steps(old, ours, theirs)) is not None:
        return both, ""
    return ours, both_shown(old or "", ours, theirs or "")


def _order(
    old: Mapping[PieceKey, str], ours: Mapping[PieceKey, str], theirs: Mapping[PieceKey, str]
) -> Sequence[PieceKey]:
    """Return all keys: in people's order, or in that of the document where this one changed."""
    shared = [key for key in old if key in theirs]
    moved = shared != [key for key in theirs if key in old]
    first, second = (theirs, ours) if moved else (ours, theirs)
    return _woven(list(first), list(second))


def _woven(first: list[PieceKey], second: Iterable[PieceKey]) -> list[PieceKey]:
    """Return the keys of two lists; a key of the second alone follows the key that it follows there."""
    before: PieceKey | None = None
    known = set(first)
    for key in second:
        if key not in known:
            at = first.index(before) + 1 if before in known and before is not None else 0
            if before is None or before.kind != key.kind:
                at = _end_of_rule(first, key, at)
            first.insert(at, key)
            known.add(key)
        before = key
    return first


def _end_of_rule(keys: Sequence[PieceKey], key: PieceKey, default: int) -> int:
    """Return where a piece goes that does not follow one of its own Rule: a new Rule never divides another."""
    places = [index for index, each in enumerate(keys) if each.kind == key.kind]
    if places:
        return places[-1] + 1
    at = default
    while 0 < at < len(keys) and keys[at].is_scenario and keys[at].kind == keys[at - 1].kind:
        at += 1
    return at
