"""The first look at somebody's own sync: does it start, does it reach the systems, does it keep the first sentence."""

from __future__ import annotations

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from syncproof.checklist import Checklist, Section
from syncproof.drivers.check import check
from syncproof.errors import BadInput, NotOffered, PromiseBroken, nearest
from syncproof.ledger import By, Call, Event
from syncproof.steps import claims
from syncproof.steps.judge import judge
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories.choice import Choice
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.sut.protocol import PassEnd

SIGN_IN = {
    "Customerp": "send Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN",
    "Custompms": "send X-Api-Key: $SYNCPROOF_CUSTOMPMS_KEY",
    "Trello": "send key=$SYNCPROOF_TRELLO_KEY and token=$SYNCPROOF_TRELLO_TOKEN",
}
_ROUTES = "its routes are at /openapi.json and /docs of what `syncproof serve` prints"
_ALL_WELL = range(200, 300)
_DENIED = {401, 403}
_SEED = 0
_NOTHING_SHOWN = 3
_WIDTH = 80
_INDENT = 20


class Sighting(NamedTuple):
    """A question that was asked of the sync: `answer` begins with yes or no."""

    what: str
    answer: str
    next: tuple[str, ...] = ()
    """What to do, where the answer is no."""
    command: str = ""
    """What to type, in the end."""

    @property
    def is_no(self) -> bool:
        """Whether it ends here."""
        return self.answer.startswith("no:")


class Smoke(NamedTuple):
    """What was seen, up to the first no, of which section."""

    section: str
    looks: tuple[Sighting, ...]

    @property
    def exit_code(self) -> int:
        """0 where every answer is yes, 3 where the sync declines all there is, 1 where it fails."""
        if not self.section:
            return _NOTHING_SHOWN
        return 1 if any(look.is_no for look in self.looks) else 0


def smoke(sut: Sut, checklists: Sequence[Checklist], wanted: str = "") -> Smoke:
    """Sighting at the first section that the sync does not decline, of those with `wanted` in their title.

    Raises SutMissing where the sync cannot be started, BadInput where no section has such a title.
    """
    check(sut)
    sections = [(one, section) for one in checklists for section in one.sections if section.rows]
    chosen = [each for each in sections if Choice(wanted).has(each[0].slug, each[1])]
    if not chosen:
        titles = [section.title for _, section in sections]
        raise BadInput(
            f"no section has {wanted!r} in its title or name", nearest=nearest(wanted, titles), do="--section TEXT"
        )
    stage = Stage(sut, _SEED)
    declined = ""
    with closing(stage), on_stage(stage):
        for checklist, section in chosen:
            world = World(stage, checklist, section.slug)
            try:
                world.begin()
                return Smoke(section.slug, tuple(_looks(sut, world, section, world.sync.run())))
            except NotOffered as reason:
                declined = str(reason)
            except PromiseBroken as broken:
                return Smoke(
                    section.slug, (Sighting("starts", f"no: {broken}", ("docs/sut.md says what it may say",)),)
                )
    do = "let it do one section at least, and decline the others"
    return Smoke("", (Sighting("starts", f"no: {declined}", (do,)),))


def _looks(sut: Sut, world: World, section: Section, end: PassEnd) -> Iterator[Sighting]:
    words = [line for line in world.stage.driver.tail() if line.startswith("|")]
    if end.problem and not world.sync.calls():
        name = sut.command or sut.url or sut.driver
        yield Sighting("starts", "\n".join([f"no: {end.problem}", *words]), ("try it by hand:",), name)
        return
    yield Sighting("starts", f"yes, and then: {end.problem}" if end.problem else "yes")
    for look in _reaches(world, section):
        yield look
        if look.is_no:
            return
    target = section.target.system
    open_yet = not _to(target, world.sync.calls())
    sentence = _sentence(sut, world, section)
    if open_yet:
        # Of nobody there was nothing to ask it: what counts is what was asked when there was somebody.
        asked = _counted(_to(target, world.ledger[:]))
        yield Sighting(f"reaches {target}", f"yes: {asked}" if asked else "no: it asked nothing of it")
    yield sentence


def _to(system: str, events: Iterable[Event]) -> list[Call]:
    """Return what the sync asked a system."""
    return [one for one in events if isinstance(one, Call) and one.by is By.SUT and one.system == system]


def _reaches(world: World, section: Section) -> Iterator[Sighting]:
    for system in dict.fromkeys((section.source.system, section.target.system)):
        calls = _to(system, world.sync.calls())
        what = f"reaches {system}"
        wrong = next((call for call in calls if call.status not in _ALL_WELL), None)
        if wrong is not None:
            yield Sighting(what, f"no: {_told(wrong)}", (_cure(wrong),))
        elif calls:
            yield Sighting(what, f"yes: {_counted(calls)}")
        elif system == section.source.system:
            ask = f"let it ask SYNCPROOF_{system.upper()}_URL for its records"
            yield Sighting(what, "no: it asked nothing of it", (ask,))


def _counted(calls: Sequence[Call]) -> str:
    """Return how they were answered, '' for none."""
    said = Counter(call.status for call in calls)
    return ", ".join(f"{count} answered {status or 'never'}" for status, count in sorted(said.items()))


def _sentence(sut: Sut, world: World, section: Section) -> Sighting:
    begun = len(world.ledger)
    try:
        return Sighting("first sentence", f"yes: {_first_sentence(world, section)}")
    except PromiseBroken as broken:
        refused = list(_refused(event for event in world.ledger[begun:] if isinstance(event, Call)))[:1]
        told = [f"no: {broken}", *map(_told, refused), *world.stage.driver.tail()[1:]]
        do = (*map(_cure, refused), "what it did, line by line:")
        return Sighting("first sentence", "\n".join(told), do, _run(sut, section.slug, "--only", "every.created"))


def _refused(calls: Iterable[Call]) -> Iterator[Call]:
    """Yield the requests that were still refused when they were last made: the others came through in the end."""
    last = {(call.system, call.method, call.path): call for call in calls if call.by is By.SUT}
    return (call for call in last.values() if call.status not in _ALL_WELL)


def _told(call: Call) -> str:
    return f"{call.method} {call.path} was answered {call.status or 'never'}"


def _cure(call: Call) -> str:
    return SIGN_IN[call.system] if call.status in _DENIED else _ROUTES


def _first_sentence(world: World, section: Section) -> str:
    """Return what was seen of the first sentence. Raises PromiseBroken."""
    who = "Ada"
    world.sync.settle()
    world.users.add(who, section.source)
    world.sync.settle()
    claims.is_there_once(world, who, section.target)
    judge(world)
    return f"a new {section.source.datatype} of {section.source.system} is in {section.target}, once"


def _run(sut: Sut, section: str, *choice: str) -> str:
    return shlex.join(["syncproof", "run", "--section", section, *choice, *sut.arguments("run")])


def lines(seen: Smoke, sut: Sut) -> Iterator[str]:
    """Yield what a person reads, 80 columns wide save for commands."""
    if sut == THE_REFERENCE:
        yield from _field("looks at", "the reference sync: name your own with --sut CMD")
    for look in seen.looks:
        for index, line in enumerate(look.answer.splitlines()):
            yield from _field("" if index else look.what, line)
    last = seen.looks[-1]
    told = [line for index, do in enumerate(last.next) for line in _field("" if index else "next", do)]
    command = last.command if last.is_no else _run(sut, seen.section, "--level", "required")
    # A command is in one line, to be copied, however long it is.
    *before, end = told or [f"{'next':<{_INDENT - 1}}"]
    yield from [*before, f"{end} {command}".rstrip()]


def _field(name: str, text: str) -> list[str]:
    begin, go_on = f"{name:<{_INDENT}}", " " * _INDENT
    # An option is not to be broken at its hyphens.
    return textwrap.wrap(text, _WIDTH, initial_indent=begin, subsequent_indent=go_on, break_on_hyphens=False)
