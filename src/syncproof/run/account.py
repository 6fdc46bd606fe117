"""The account of a run: each planned scenario has exactly one outcome, whatever became of the process that played."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.errors import HarnessBroke, PromiseBroken
from syncproof.report.failure import Failure
from syncproof.stories.rules import RULES
from syncproof.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from syncproof.sut import Sut

UNACCOUNTED = "not judged"
"""The fingerprint of a scenario without an outcome."""

Key: TypeAlias = tuple[str, str, str]
"""The document, the section and the name of a scenario."""


class Planned(NamedTuple):
    """A scenario that a run owes an outcome; `document` and `section` are slugs, `line` is the scenario's own."""

    document: str
    section: str
    rule: str
    name: str
    line: int

    @property
    def key(self) -> Key:
        """The scenario's name within all features."""
        return self.document, self.section, self.name

    def unaccounted(self, why: str, *, seed: int, sut: Sut, as_is: bool, again: tuple[str, ...] = ()) -> Outcome:
        """Return the outcome of the scenario where none was reported: `error`, with the reason."""
        file = f"{self.document}/{self.section}.feature"
        rule = RULES[self.rule]
        failure = Failure(
            title=self.name,
            headline="could not be judged",
            where=f"{file}:{self.line}",
            rule=rule,
            sentence="",
            story=(),
            broken=PromiseBroken(why),
            events=(),
            seed=seed,
            sut=sut,
            again=again,
            as_is=as_is,
        )
        return Outcome(
            document=self.document,
            section=self.section,
            sentence=rule.sentence,
            rule=self.rule,
            name=self.name,
            file=f"features/{file}",
            line=self.line,
            verdict=Verdict.ERROR,
            seconds=0.0,
            failure=failure.text(),
            message=failure.message(),
            fingerprint=(UNACCOUNTED,),
        )


def accounted(
    planned: Iterable[Planned],
    outcomes: Iterable[Outcome],
    lost: Mapping[Key, str],
    unaccounted: Callable[[Planned, str], Outcome],
) -> tuple[Outcome, ...]:
    """Return one outcome for each planned scenario, in the order of the files.

    `lost` says of scenarios why no outcome, or one that does not count, was reported; `unaccounted` makes the outcome
    `error` with such a reason. Raises HarnessBroke for an outcome of a scenario that was not planned.
    """
    seen: dict[Key, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        seen[outcome.document, outcome.section, outcome.name].append(outcome)
    found = []
    for each in sorted(planned, key=lambda one: (one.document, one.section, one.line, one.name)):
        reported = seen.pop(each.key, [])
        if each.key in lost:
            outcome = unaccounted(each, lost[each.key])
        elif len(reported) == 1:
            outcome = reported[0]
        elif reported:
            verdicts = ", ".join(outcome.verdict for outcome in reported)
            outcome = unaccounted(each, f"the scenario was judged {len(reported)} times: {verdicts}")
        else:
            outcome = unaccounted(each, "the scenario is planned, and no process reported the end")
        seconds = sum(outcome.seconds for outcome in reported)
        found.append(replace(outcome, seconds=round(seconds, 6)) if reported else outcome)
    if seen:
        names = "; ".join("/".join(key) for key in seen)
        raise HarnessBroke(f"scenarios were judged that nobody planned: {names}")
    return tuple(found)
