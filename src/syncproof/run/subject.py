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
_RECORD, _PROPERTY = r"[A-Z][a-z]+", ".+?"
_NAMES = {"who": _RECORD, "other": _RECORD, "label": _PROPERTY, "second": _PROPERTY}


class Sides(NamedTuple):
    """The words for the systems of a section; `here` is one of the two."""

    source: str
    target: str
    here: str

    @property
    def across(self) -> str:
        """The other one."""
        return self.target if self.here == self.source else self.source


class MissingStep(NamedTuple):
    """A step that a story lacks to be about its rule: a claim, or something that happens."""

    is_claim: bool
    shape: str


def missing(rule: str, steps: Sequence[Step], source: str, target: str, *, alone: bool) -> MissingStep | None:
    """Return the step that a story lacks to be about its rule, None for none; source and target as steps name them.

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
        (sides, names)
        for sides in (Sides(source, target, source), Sides(source, target, target))
        for shapes in subject.deeds or ((),)
        for names in _found(rule, shapes, deeds, sides, {})
        if not any(True for shape in subject.without for _ in _found(rule, (shape,), deeds, sides, names))
    ]
    if not done:
        return MissingStep(is_claim=False, shape=subject.deeds[0][-1])
    if not any(
        any(True for _ in _found(rule, shapes, claims, sides, names))
        for sides, names in done
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
        case _ if word in _NAMES:
            return f"(?P<{word}>{_NAMES[word]})"
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
        **sides._asdict(),
        "across": sides.across,
    }
    return _HOLE.sub(lambda hole: words.get(hole[1] or "", ""), shape)
