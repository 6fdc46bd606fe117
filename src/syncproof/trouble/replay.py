"""A counterexample again: its steps are played from the start, and the sync is judged anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.errors import BadInput, NotOffered, PromiseBroken
from syncproof.fakes.kit.fake import NoSuchAct, NoSuchRecord, Refusal
from syncproof.ledger import Call
from syncproof.report.event import as_text
from syncproof.report.failure import each_once
from syncproof.run.declared_marks import check_marks
from syncproof.run.refusals import refusals_shown
from syncproof.run.vocabulary import own_vocabulary
from syncproof.run.words import Words
from syncproof.steps.stage import Stage, on_stage
from syncproof.stories.approved import approved_in
from syncproof.stories.rules import RULES
from syncproof.trouble.breach import Breach, rule_of
from syncproof.trouble.counterexample import LAST
from syncproof.trouble.improviser import Improviser
from syncproof.trouble.story import deed
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from syncproof.checklist import Checklist
    from syncproof.ledger import Event
    from syncproof.stories.gherkin import Step
    from syncproof.sut import Sut
    from syncproof.trouble.counterexample import Counterexample
    from syncproof.trouble.improviser import Met

_EVENTS = 6
"""How many lines of the ledger are shown of what is broken, the latest."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How a play of a counterexample ended, with the ledger lines that matter, those of the trouble among them."""

    verdict: Verdict
    message: str = ""
    kinds: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    cause: Breach | None = None
    """What is broken, and below it the rule that the play shows to be broken; both only where the story fails."""
    rule: str = ""
    words: tuple[str, ...] = ()
    """What the SUT printed last, and hints; only of a SUT in another process."""


def replayed(counterexample: Counterexample, features: Path, sut: Sut, where: str) -> Replay:
    """Play a counterexample of a file against a SUT, and return how the play ended.

    Raises BadInput where there is no such document or section, or a step that means nothing there.
    """
    documents = {each.slug: each for each in approved_in(features)}
    check_marks(sut.marks)
    slug, name = counterexample.document, counterexample.section
    if slug not in documents:
        raise BadInput(f"no document {slug} is accepted", where=where, near=(slug, documents))
    checklist = documents[slug]
    sections = {each.slug: each for each in checklist.sections}
    if name not in sections:
        raise BadInput(f"no section {name} in {slug}", where=where, near=(name, sections))
    words = Words.of(checklist, sections[name])
    for number, step in enumerate(counterexample.steps, start=1):
        for problem in own_vocabulary().step_problems(step, words, f"{where}, step {number}"):
            raise problem
    _check_claim(counterexample.steps, where)
    stage = Stage(sut, counterexample.seed)
    try:
        with on_stage(stage):
            return replay(stage, checklist, counterexample)
    finally:
        stage.close()


def _check_claim(steps: Sequence[Step], where: str) -> None:
    """Raise BadInput for steps that would pass without a claim: they do not end with the laws, or add no record."""
    if not steps or steps[-1] != LAST:
        what = f"the story does not end with all the laws: {steps[-1].text}" if steps else "the story has no steps"
        raise BadInput(what, where=where, nearest=f"Then {LAST.text}", do="end the steps with this one")
    played = [found for step in steps for found in own_vocabulary().matching(step.type, step.text)]
    if played and not any(each.adds_records for each in played):
        do = "play the counterexample as it was saved"
        raise BadInput("no step of the story adds a record, so nothing would be shown", where=where, do=do)


def replay(stage: Stage, checklist: Checklist, counterexample: Counterexample) -> Replay:
    """Play a counterexample on a stage, and return how the play ended. Raises HarnessBroke for a step that is none."""
    story = Improviser(stage, checklist, counterexample.section)
    story.begin()
    try:
        for step in counterexample.steps:
            # A step that plants trouble shows by what it leaves behind.
            before = len(story.world.sync.strikes)
            deed(step)(story.world)
            if len(story.world.sync.strikes) > before:
                story.hear_of(step)
    except PromiseBroken as broken:
        lines, cause = _lines(story.ledger[:], broken.lines, story.struck()), Breach.of(broken)
        rule = rule_of(cause, story.world.section, counterexample.steps, [each.rule for each in story.struck()])
        shown = [*lines, *(f"refused: {text}" for text in each_once(refusals_shown(story.world, broken)))]
        hidden = tuple(map(stage.hide, shown))
        return Replay(Verdict.FAIL, str(broken), broken.kinds, hidden, cause, rule, stage.last_words())
    except NotOffered as missing:
        return Replay(Verdict.INCONCLUSIVE, str(missing), (missing.kind,))
    except (NoSuchAct, NoSuchRecord, Refusal, KeyError) as refused:
        return Replay(Verdict.NONE, f"a user could not do this: {refused}")
    met = story.met or any(each.came for each in story.world.sync.strikes)
    if RULES[counterexample.rule].level == "robust" and not met:
        return Replay(Verdict.NONE, f"no trouble came to the sync, so nothing of {counterexample.rule} was shown")
    return Replay(Verdict.PASS)


def _lines(ledger: Sequence[Event], broken: Sequence[int], met: Sequence[Met]) -> Iterator[str]:
    """Yield the lines of the ledger that show what is broken, and those of the requests that met trouble."""
    troubled = {call.line: each for each in met if (call := request_of(ledger, each)) is not None}
    for line in sorted({*sorted(broken)[-_EVENTS:], *list(troubled)[-_EVENTS:]}):
        event = ledger[line]
        if isinstance(event, Call) and line in troubled:
            yield f"{line} {_trouble(ledger, event, troubled[line])}"
        else:
            yield as_text(event)


def request_of(ledger: Sequence[Event], met: Met) -> Call | None:
    """Return the request that met trouble, None where the trouble met a write to the sync's state."""
    if not met.at_request:
        return None
    return next((each for each in ledger[met.line :] if isinstance(each, Call)), None)


def _trouble(ledger: Sequence[Event], call: Call, met: Met) -> str:
    path = call.path.partition("?")[0]
    asked = [each for each in ledger[call.line + 1 :] if isinstance(each, Call) and each.method == call.method]
    tried = any((each.system, each.path.partition("?")[0]) == (call.system, path) for each in asked)
    then = "tried again" if tried else "never tried again"
    return f"{call.status or 'no answer'} on {call.method} {path} to {call.system} ({met.trouble}), {then}"
