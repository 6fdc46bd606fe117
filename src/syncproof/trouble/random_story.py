"""Any story over a whole document: people, the sync and trouble act in any order; at rest, every law holds.

Here is the frame of such a story: how it begins, that the sync runs and time passes, and how it ends. Each rule of the
machine adds steps of the suite's own, so that what hypothesis shrinks is a story that people read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, precondition, rule

from syncproof.checklist.checklist import system_word
from syncproof.errors import NotOffered, PromiseBroken
from syncproof.stories.facts import SectionFacts
from syncproof.stories.near_values import TIMES
from syncproof.stories.section_facts import section_facts
from syncproof.trouble.breach import Breach
from syncproof.trouble.improviser import Improviser, Void

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, End, Row, Section
    from syncproof.datatypes import Property
    from syncproof.steps.stage import Stage

MINUTES = (0, 0, 0, 5, -5, 90, -90)
"""By how much the clock of a system is ahead of the other clocks, or behind them; in most stories, by nothing."""
BEGINNINGS = ("", "", *TIMES)
"""The times at which stories begin; most begin at no special one."""
_SYLLABLES = (
    *("an", "be", "co", "di", "el", "fa", "gu", "ho", "in"),
    *("jo", "ka", "li", "mo", "na", "ru", "so", "ta", "vi"),
)


class StoryFailed(Exception):  # noqa: N818 - what became of a story
    """The sync broke a promise. Each cause has a class of its own: hypothesis shrinks one cause at a time."""

    cause: ClassVar[Breach]


@cache
def failure_class(cause: Breach) -> type[StoryFailed]:
    """Return the class of the failures of a cause."""
    return type("StoryFailed", (StoryFailed,), {"cause": cause})


class StoryCutShort(KeyboardInterrupt):
    """The campaign is to end in the middle of a story: to hypothesis, somebody has pressed Ctrl-C."""


@dataclass
class MachineSetup:
    """The stage and the document of stories, and who hears how each story ended."""

    stage: Stage
    checklist: Checklist
    ended: Callable[[Improviser, PromiseBroken | None], object]
    """Gets each story that ended, with its failure."""
    known: frozenset[Breach] = frozenset()
    """The causes whose failures end a story and are no news."""
    restarts: bool = True
    """Whether the SUT can be killed and started again."""
    stop: Callable[[], bool] = lambda: False
    """Whether no story is to go on: of the one in hand, nothing counts."""
    void: list[str] = field(default_factory=list)
    """Why stories showed nothing."""
    facts: dict[str, SectionFacts] = field(init=False)
    """What each section offers, by its slug."""

    def __post_init__(self) -> None:
        declared = {name: fake.datatypes for name, fake in self.stage.fakes.items()}
        sections = [each for each in self.checklist.sections if each.rows]
        self.facts = {each.slug: section_facts(self.checklist, each, declared) for each in sections}


class Stranger(NamedTuple):
    """A record of the source of another section, whose datatype is not the story's."""

    name: str
    section: Section


class RandomStory(RuleBasedStateMachine):
    """A story of a section of a document, or of all of them. The supply of records and of values never ends.

    What is drawn depends on nothing that the sync did: in another play of the story the sync may do otherwise. A rule
    that the section or the sync does not offer is never drawn.
    """

    play: ClassVar[MachineSetup]
    """Set by `machine`: hypothesis makes machines without arguments."""
    people = Bundle("people")
    """The names of the records of the story's own section."""
    strangers = Bundle("strangers")

    def __init__(self) -> None:
        super().__init__()
        self._over = True
        self._count = 0
        self._named: list[str] = []

    @initialize(
        target=people,
        section=st.integers(0, 7),
        whole=st.booleans(),
        forward=st.booleans(),
        minutes=st.sampled_from(MINUTES),
        seconds=st.sampled_from((False, False, True)),
        time=st.sampled_from(BEGINNINGS),
        known=st.booleans(),
    )
    def begins(
        self, section: int, minutes: int, time: str, *, whole: bool, forward: bool, seconds: bool, known: bool
    ) -> str:
        """Begin with one record, which the sync knows or not; the clocks of the systems may differ, or be coarse."""
        sections = [each for each in self.play.checklist.sections if each.rows]
        self._section = sections[section % len(sections)]
        self._facts = self.play.facts[self._section.slug]
        others = [each for each in sections if whole and each != self._section]
        self._foreign = [each for each in others if each.source != self._section.source]
        self._story = Improviser(self.play.stage, self.play.checklist, self._section.slug)
        self._over = False
        self._try(self._story.begin)
        if whole:
            self._given("the whole document is synchronized")
        if minutes:
            way = "ahead" if minutes > 0 else "behind"
            self._given(f"{self._system(forward=forward)}'s clock is {abs(minutes)} minutes {way}")
        for system in self._facts.by_time if seconds else ():
            self._given(f"{system} keeps times in whole seconds")
        if time:
            self._given(f"it is {time}")
        who = self._newcomer()
        self._given(f"both systems know {who}" if known else f"{who} is added to {self._facts.source}")
        return who

    @rule()
    def the_sync_runs(self) -> None:
        """Do a pass."""
        self._pass()

    @precondition(lambda self: self.play.restarts)
    @rule()
    def the_sync_restarts(self) -> None:
        """End the sync and start it again."""
        self._try(self._do, "when", "the sync restarts")

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        """Let up to two days pass."""
        self._try(self._do, "when", f"{minutes} minutes pass")

    @rule()
    def all_comes_to_rest(self) -> None:
        """Judge in the middle of the story."""
        self._try(self._rest)

    def teardown(self) -> None:
        """Judge at the end of the story."""
        if not self._over:
            self._try(self._rest)
        if not self._over:
            self._end(None)

    def _rest(self) -> None:
        self._story.come_to_rest()

    def _do(self, type_: str, text: str) -> None:
        self._story.do(type_, text)

    def _given(self, text: str) -> None:
        self._try(self._do, "given", text)

    def _pass(self) -> None:
        self._try(self._story.run)

    def _act(self, text: str) -> None:
        self._try(self._story.act, text)

    def _name(self) -> str:
        """Return a name that the story has not had: there are without end."""
        self._count += 1
        number, name = self._count, ""
        while number or len(name) < 4:  # noqa: PLR2004 - two syllables make a name
            number, digit = divmod(number, len(_SYLLABLES))
            name += _SYLLABLES[digit]
        return name.capitalize()

    def _newcomer(self) -> str:
        """Return the name of a new record of the story's own section."""
        self._named.append(self._name())
        return self._named[-1]

    def _end_of(self, *, forward: bool) -> End:
        return self._section.source if forward else self._section.target

    def _system(self, *, forward: bool) -> str:
        return system_word(self._end_of(forward=forward).system)

    def _label(self, row: int) -> str:
        return self._row(row).label

    def _row(self, row: int) -> Row:
        rows = self._section.carried_rows
        return rows[row % len(rows)]

    def _declared(self, label: str, *, forward: bool) -> Property:
        row = next(each for each in self._section.carried_rows if each.label == label)
        end = self._end_of(forward=forward)
        name = row.source if forward else row.target
        return self.play.stage.fakes[end.system].datatypes[end.datatype].properties[name]

    def _spoken_of(self, end: End) -> Section:
        """Return the section that a step means by a datatype."""
        there = [each for each in self.play.checklist.sections if each.rows and end in {each.source, each.target}]
        return self._section if self._section in there else there[0]

    def _waits_for_nothing(self) -> bool:
        """Whether no trouble waits for its request: then the next pass is one pass, and comes to its end."""
        return not self._over and not self._story.waits

    def _lives(self, who: str, *, forward: bool) -> bool:
        """Whether a record is there now, so that a user can change it soon."""
        return not self._over and self._story.world.roster.lives(who, self._end_of(forward=forward))

    def _is_paired(self, who: str) -> bool:
        return self._lives(who, forward=True) and self._lives(who, forward=False)

    def _try(self, act: Callable[..., object], *args: object) -> None:
        """Do something; a promise that is broken ends the story, and so does what is not possible."""
        if self._over:
            return
        try:
            self._unless_stopped(act, *args)
        except PromiseBroken as broken:
            self._end(broken)
            cause = Breach.of(broken)
            if cause not in self.play.known:
                raise failure_class(cause)(str(broken)) from None
        except (NotOffered, Void) as reason:
            self._over = True
            self.play.void.append(str(reason))

    def _unless_stopped(self, act: Callable[..., object], *args: object) -> None:
        """Do something. Raises StoryCutShort whatever came of it: Ctrl-C reaches the SUT, too."""
        try:
            act(*args)
        finally:
            if self.play.stop():
                self._over = True
                raise StoryCutShort

    def _end(self, broken: PromiseBroken | None) -> None:
        self._over = True
        self.play.ended(self._story, broken)
