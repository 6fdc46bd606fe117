"""The first look at somebody's own sync: does it start, does it reach the systems, does it keep the first sentence."""

from __future__ import annotations

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from syncproof.checklist import Checklist, Section
from syncproof.drivers import PassEnd
from syncproof.drivers.order import check
from syncproof.errors import BadInput, NotOffered, PromiseBroken
from syncproof.nearest import nearest
from syncproof.steps import claims
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut

SIGN_IN = {
    "Customerp": "send the header Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN",
    "Custompms": "send the header X-Api-Key: $SYNCPROOF_CUSTOMPMS_KEY",
    "Trello": "send key=$SYNCPROOF_TRELLO_KEY and token=$SYNCPROOF_TRELLO_TOKEN",
}
_ROUTES = "its routes are at /openapi.json and /docs of what `syncproof serve` prints"
_ALL_WELL = range(200, 300)
_DENIED = {401, 403}
_SEED = 0
_NOTHING_SHOWN = 3
_WIDTH = 80
_INDENT = 20


class Look(NamedTuple):
    """A question that was asked of the sync: `answer` begins with yes or no."""

    what: str
    answer: str
    next: str = ""
    """What to do, where the answer is no."""

    @property
    def is_yes(self) -> bool:
        """Whether all is well so far."""
        return self.answer.startswith("yes")


class Smoke(NamedTuple):
    """What was seen, up to the first no, of which section."""

    section: str
    looks: tuple[Look, ...]

    @property
    def exit_code(self) -> int:
        """0 where every answer is yes, 3 where the sync declines all there is, 1 where it fails."""
        if not self.section:
            return _NOTHING_SHOWN
        return 0 if all(look.is_yes for look in self.looks) else 1


def smoke(sut: Sut, checklists: Sequence[Checklist], wanted: str = "") -> Smoke:
    """Look at the first section that the sync does not decline, of those with `wanted` in their title.

    Raises SutMissing where the sync cannot be started, BadInput where no section has such a title.
    """
    check(sut)
    sections = [(one, section) for one in checklists for section in one.sections if section.rows]
    chosen = [each for each in sections if wanted.casefold() in f"{each[1].title} {each[1].slug}".casefold()]
    if not chosen:
        titles = [section.title for _, section in sections]
        raise BadInput(f"no section has {wanted!r} in its title", nearest=nearest(wanted, titles), do="--section TEXT")
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
                return Smoke(section.slug, (Look("starts", f"no: {broken}", "docs/sut.md says what it may say"),))
    return Smoke("", (Look("starts", f"no: {declined}", "let it do one section at least, and decline the others"),))


def _looks(sut: Sut, world: World, section: Section, end: PassEnd) -> Iterator[Look]:
    words = [line for line in world.stage.driver.tail() if line.startswith("|")]
    if end.problem and not world.sync.calls():
        name = sut.command or sut.url
        yield Look("starts", "\n".join([f"no: {end.problem}", *words]), f"try it by hand: {name}")
        return
    yield Look("starts", f"yes, and then: {end.problem}" if end.problem else "yes")
    for look in _reaches(world, section):
        yield look
        if not look.is_yes:
            return
    try:
        yield Look("first sentence", f"yes: {_first_sentence(world, section)}")
    except PromiseBroken as broken:
        again = f"syncproof run --section {section.slug} --only every.created {_options(sut)}"
        told = [f"no: {broken}", *world.stage.driver.tail()[1:]]
        yield Look("first sentence", "\n".join(told), f"what it did, line by line: {again}")


def _reaches(world: World, section: Section) -> Iterator[Look]:
    for system in dict.fromkeys((section.source.system, section.target.system)):
        calls = [call for call in world.sync.calls() if call.system == system]
        said = Counter(call.status for call in calls)
        told = ", ".join(f"{count} answered {status or 'never'}" for status, count in sorted(said.items()))
        what = f"reaches {system}"
        wrong = next((call for call in calls if call.status not in _ALL_WELL), None)
        if wrong is not None:
            cure = SIGN_IN[system] if wrong.status in _DENIED else _ROUTES
            yield Look(what, f"no: {wrong.method} {wrong.path} was answered {wrong.status or 'never'}", cure)
        elif calls:
            yield Look(what, f"yes: {told}")
        elif system == section.source.system:
            yield Look(what, "no: it asked nothing of it", f"let it ask SYNCPROOF_{system.upper()}_URL for its records")
        else:
            yield Look(what, "yes: there was nothing to ask of it yet")


def _first_sentence(world: World, section: Section) -> str:
    """Return what was seen of the first sentence. Raises PromiseBroken."""
    who = "Ada"
    world.sync.settle()
    world.add(who, section.source)
    world.sync.settle()
    claims.is_there_once(world, who, section.target)
    world.judge()
    return f"a new {section.source.datatype} of {section.source.system} is in {section.target}, once"


def _options(sut: Sut) -> str:
    return shlex.join(sut.arguments("run"))


def lines(seen: Smoke, sut: Sut) -> Iterator[str]:
    """Yield what a person reads, 80 columns wide save for commands."""
    for look in seen.looks:
        for index, line in enumerate(look.answer.splitlines()):
            yield from _field("" if index else look.what, line)
    last = seen.looks[-1]
    onward = f"syncproof run --section {seen.section} --level required {_options(sut)}"
    yield f"{'next':<{_INDENT}}{last.next or onward}"


def _field(name: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=f"{name:<{_INDENT}}", subsequent_indent=" " * _INDENT)
