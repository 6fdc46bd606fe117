"""Whether a story is about its rule: a story of anything else says nothing of the rule, however green it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from syncproof.fakes.kit.faults import FAULTS
from syncproof.stories.soundness import LAST_STEP
from syncproof.stories.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.stories.gherkin import Step
    from syncproof.stories.subjects import Shapes

_ALSO_EVIDENCE = {"robust.transient-refusal": "robust.unauthorised"}
"""Of a rule, another one whose faults are evidence too: what refuses an account for good also refuses for a moment."""
_HOLE = re.compile(r"\{(\w+)\}|…")
_RECORD = "[A-Z][a-z]+"


class Sides(NamedTuple):
    """The words for the systems of a section; `here` is one of the two."""

    source: str
    target: str
    here: str
    labels: tuple[str, ...] = ()
    """The names of properties, any of which can hold words that steps have, too: `place in the queue`."""

    @property
    def across(self) -> str:
        """The other one."""
        return self.target if self.here == self.source else self.source


class MissingStep(NamedTuple):
    """A step that a story lacks to be about its rule: a claim, or something that happens."""

    is_claim: bool
    shape: str


def missing(
    rule: str, steps: Sequence[Step], source: str, target: str, labels: tuple[str, ...] = (), *, alone: bool
) -> MissingStep | None:
    """Return the step that a story lacks to be about its rule, None for none; systems and labels as steps name them.

    A story that stands `alone`, in a file beside that of its section, may be a counterexample, which has the rule that
    its failure broke: there the laws judge whatever happened.
    """
    subject = SUBJECTS.get(rule)
    if subject is None:
        return None
    claims = [step.text for step in steps if step.type == "then" and step.text != LAST_STEP]
    if alone and not claims and subject.by_laws:
        return None
    deeds = [step.text for step in steps if step.type != "then"]
    done = [
        (side, names)
        for side in (Sides(source, target, source, labels), Sides(source, target, target, labels))
        for shapes in subject.deeds or ((),)
        for names in _found(rule, shapes, deeds, side, {})
        if not any(True for shape in subject.without for _ in _found(rule, (shape,), deeds, side, names))
    ]
    if not done:
        return MissingStep(is_claim=False, shape=subject.deeds[0][-1])
    if not any(
        any(True for _ in _found(rule, shapes, claims, side, names))
        for side, names in done
        for shapes in subject.claims or ((),)
    ):
        return MissingStep(is_claim=True, shape=subject.claims[0][0])
    return None


def _found(
    rule: str, shapes: Shapes, texts: Sequence[str], sides: Sides, names: Mapping[str, str]
) -> Iterator[Mapping[str, str]]:
    """Yield the names of records and properties with which all shapes are among some texts, in any order."""
    if not shapes:
        yield names
        return
    pattern = _pattern(rule, shapes[0], sides)
    for text in texts:
        if match := pattern.fullmatch(text):
            meant = {**names, **match.groupdict()}
            # Two words never stand for the same, and a word stands for one thing.
            if meant.items() >= names.items() and len(set(meant.values())) == len(meant):
                yield from _found(rule, shapes[1:], texts, sides, meant)


@lru_cache(maxsize=2048)
def _pattern(rule: str, shape: str, sides: Sides) -> re.Pattern[str]:
    """Return the pattern of the steps that have a shape."""
    parts, end = [], 0
    for hole in _HOLE.finditer(shape):
        parts += [re.escape(shape[end : hole.start()]), _in_hole(hole[1], rule, sides)]
        end = hole.end()
    return re.compile("".join((*parts, re.escape(shape[end:]))))


def _in_hole(word: str | None, rule: str, sides: Sides) -> str:
    match word:
        case None:
            return ".*"
        case "count":
            return r"\d+"
        case "trouble":
            evidence = {rule, _ALSO_EVIDENCE.get(rule, rule)}
            kinds = [kind for kind in FAULTS.values() if kind.rule in evidence]
            words = [re.escape(kind.plain.removeprefix("answer ")) for kind in kinds]
            return f"(?:{'|'.join(words)})" if words else "(?!)"
        case "label" | "second":
            known = sorted(map(re.escape, sides.labels), key=len, reverse=True)
            return f"(?P<{word}>{'|'.join((*known, '.+?'))})"
        case "who" | "other":
            return f"(?P<{word}>{_RECORD})"
        case _:
            name = str(getattr(sides, word))
            # `Trello` is no more than the begin of `Trello (derived)`.
            longer = [each.removeprefix(name) for each in (sides.source, sides.target) if each.startswith(name)]
            return re.escape(name) + "".join(f"(?!{re.escape(rest)})" for rest in longer if rest)


def example(shape: str, sides: Sides, label: str) -> str:
    """Return a step that has a shape."""
    words = {
        "who": "Ada",
        "other": "Grace",
        "label": label,
        "second": label,
        "count": "6",
        "source": sides.source,
        "target": sides.target,
        "here": sides.here,
        "across": sides.across,
    }
    return _HOLE.sub(lambda hole: words.get(hole[1] or "", ""), shape)
