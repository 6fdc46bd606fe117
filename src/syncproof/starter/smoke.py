"""The first look at a sync: whether it starts, reaches the systems, and keeps the first sentence of a section."""

from __future__ import annotations

import os
import shlex
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from syncproof.checklist import Checklist, Section
from syncproof.drivers.check import check
from syncproof.errors import BadInput, NotOffered, PromiseBroken
from syncproof.fakes import FAKES
from syncproof.ledger import By, Call, Event
from syncproof.report.exit_code import ExitCode
from syncproof.report.stream import WIDTH
from syncproof.run.declared_marks import check_marks
from syncproof.steps import record_claims
from syncproof.steps.judge import judge
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories.choice import Choice
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.sut.masking import masked
from syncproof.sut.protocol import PassEnd

_ROUTES = "its routes are at /openapi.json and /docs of what `syncproof serve` prints"
_ALL_WELL = range(200, 300)
_DENIED = {401, 403}
_SEED = 0
_INDENT = 20


class Sighting(NamedTuple):
    """A question about the sync and the answer, which begins with yes or no."""

    what: str
    answer: str
    next: tuple[str, ...] = ()
    """What to do, where the answer is no."""
    command: str = ""
    """The command to type after that."""

    @property
    def is_no(self) -> bool:
        """Whether the answer is no, which ends the look."""
        return self.answer.startswith("no:")


class Smoke(NamedTuple):
    """The answers up to the first no, and the section that they are about; '' where the sync declines every section."""

    section: str
    sightings: tuple[Sighting, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Pass where every answer is yes, not shown where the sync declines every section, or else fail."""
        if not self.section:
            return ExitCode.NOT_SHOWN
        return ExitCode.FAIL if any(each.is_no for each in self.sightings) else ExitCode.PASS


def smoke(sut: Sut, checklists: Sequence[Checklist], wanted: str = "") -> Smoke:
    """Look at the first section that the sync does not decline, of those with `wanted` in their title or name.

    Raises SutMissing where the sync cannot be started, BadInput where no section is called so.
    """
    check(sut)
    check_marks(sut.marks)
    sections = [(one, section) for one in checklists for section in one.sections if section.rows]
    chosen = [each for each in sections if Choice((wanted,) if wanted else ()).has(each[0].slug, each[1])]
    if not chosen:
        titles = [section.title for _, section in sections]
        do = "choose one of: syncproof list sections"
        raise BadInput(f"no section has {wanted!r} in its title or name", near=(wanted, titles), do=do)
    stage = Stage(sut, _SEED)
    declined = ""
    with closing(stage), on_stage(stage):
        for checklist, section in chosen:
            world = World(stage, checklist, section.slug)
            try:
                world.begin()
                return Smoke(section.slug, tuple(_sightings(sut, world, section, world.sync.run())))
            except NotOffered as reason:
                declined = stage.hide(str(reason))
            except PromiseBroken as broken:
                return Smoke(
                    section.slug, (Sighting("starts", f"no: {broken}", ("docs/sut.md says what it may say",)),)
                )
    do = "let it do one section at least, and decline the others"
    return Smoke("", (Sighting("starts", f"no: {declined}", (do,)),))


def _sightings(sut: Sut, world: World, section: Section, end: PassEnd) -> Iterator[Sighting]:
    words = [line for line in world.stage.driver.tail() if line.startswith("|")]
    if end.problem and not world.sync.calls():
        name = masked(sut.command or sut.url or sut.driver, os.environ)
        yield Sighting("starts", "\n".join([f"no: {end.problem}", *words]), ("try it by hand:",), name)
        return
    yield Sighting("starts", f"yes, and then: {end.problem}" if end.problem else "yes")
    for sighting in _reaches(world, section):
        yield sighting
        if sighting.is_no:
            return
    target = section.target.system
    open_yet = not _to(target, world.sync.calls())
    sentence = _sentence(sut, world, section)
    if open_yet:
        # While the systems were empty the target needed no request: count the requests from the first record on.
        answers = _counted(_to(target, world.ledger[:]))
        yield Sighting(f"reaches {target}", f"yes: {answers}" if answers else "no: the sync sent it no request")
    yield sentence


def _to(system: str, events: Iterable[Event]) -> list[Call]:
    """Return the requests of the sync to a system."""
    return [one for one in events if isinstance(one, Call) and one.by is By.SUT and one.system == system]


def _reaches(world: World, section: Section) -> Iterator[Sighting]:
    for system in dict.fromkeys((section.source.system, section.target.system)):
        calls = _to(system, world.sync.calls())
        what = f"reaches {system}"
        wrong = next((call for call in calls if call.status not in _ALL_WELL), None)
        if wrong is not None:
            yield Sighting(what, f"no: {_answered(wrong)}", (_cure(wrong),))
        elif calls:
            yield Sighting(what, f"yes: {_counted(calls)}")
        elif system == section.source.system:
            ask = f"let it ask SYNCPROOF_{system.upper()}_URL for its records"
            yield Sighting(what, "no: the sync sent it no request", (ask,))


def _counted(calls: Sequence[Call]) -> str:
    """Return how many calls got which answer, '' for no calls."""
    answers = Counter(call.status for call in calls)
    return ", ".join(f"{count} answered {status or 'never'}" for status, count in sorted(answers.items()))


def _sentence(sut: Sut, world: World, section: Section) -> Sighting:
    begun = len(world.ledger)
    try:
        return Sighting("first sentence", f"yes: {_first_sentence(world, section)}")
    except PromiseBroken as broken:
        refused = list(_refused(event for event in world.ledger[begun:] if isinstance(event, Call)))[:1]
        answer = [f"no: {broken}", *map(_answered, refused), *world.stage.driver.tail()[1:]]
        do = (*map(_cure, refused), "what it did, line by line:")
        return Sighting("first sentence", "\n".join(answer), do, _run(sut, section.slug, "--only", "every.created"))


def _refused(calls: Iterable[Call]) -> Iterator[Call]:
    """Yield the requests that were refused the last time: others were refused once, and then came through."""
    last = {(call.system, call.method, call.path): call for call in calls if call.by is By.SUT}
    return (call for call in last.values() if call.status not in _ALL_WELL)


def _answered(call: Call) -> str:
    return f"{call.method} {call.path} was answered {call.status or 'never'}"


def _cure(call: Call) -> str:
    return FAKES[call.system].sign_in if call.status in _DENIED else _ROUTES


def _first_sentence(world: World, section: Section) -> str:
    """Play the first sentence and return what was seen of it. Raises PromiseBroken."""
    name = "Ada"
    world.sync.settle()
    world.users.add(name, section.source)
    world.sync.settle()
    record_claims.is_there_once(world, name, section.target)
    judge(world)
    return f"a new {section.source.datatype} of {section.source.system} is in {section.target}, once"


def _run(sut: Sut, section: str, *choice: str) -> str:
    words = (masked(word, os.environ) for word in sut.arguments("run"))
    return shlex.join(["syncproof", "run", "--section", section, *choice, *words])


def lines(seen: Smoke, sut: Sut, width: int = WIDTH) -> Iterator[str]:
    """Yield the answers as lines so wide, except for commands."""
    if sut == THE_REFERENCE:
        yield from _field("looks at", "the reference sync: name your own with --sut CMD", width)
    for sighting in seen.sightings:
        for index, line in enumerate(sighting.answer.splitlines()):
            yield from _field("" if index else sighting.what, line, width)
    last = seen.sightings[-1]
    steps = [line for index, do in enumerate(last.next) for line in _field("" if index else "next", do, width)]
    command = last.command if last.is_no else _run(sut, seen.section, "--level", "required")
    # A command stays on one line, however long: people copy it.
    *before, end = steps or [f"{'next':<{_INDENT - 1}}"]
    yield from [*before, f"{end} {command}".rstrip()]


def _field(name: str, text: str, width: int) -> list[str]:
    begin, go_on = f"{name:<{_INDENT}}", " " * _INDENT
    # An option must not be broken at its hyphens.
    return textwrap.wrap(text, width, initial_indent=begin, subsequent_indent=go_on, break_on_hyphens=False)
