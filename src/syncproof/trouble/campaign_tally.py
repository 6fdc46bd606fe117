"""The tally of a campaign: what was played, which trouble met which requests, and the failures by cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from syncproof.fakes import FAKES
from syncproof.fakes.kit.faults import FAULTS
from syncproof.trouble.excerpt import request_of
from syncproof.trouble.improviser import CRASHES, SECOND, USER_ACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.ledger import Call
    from syncproof.trouble.breach import Breach
    from syncproof.trouble.counterexample import Counterexample
    from syncproof.trouble.improviser import Improviser
    from syncproof.trouble.replay import Replay


class Kind(NamedTuple):
    """A kind of request: what is asked of which datatype of a system."""

    system: str
    method: str
    datatype: str

    def __str__(self) -> str:
        return f"{self.method} {self.system} {self.datatype}"


class Found(NamedTuple):
    """The smallest counterexample of a cause, and how it ended when it was played once more."""

    counterexample: Counterexample
    ending: Replay


@dataclass(slots=True)
class CampaignTally:
    """The counts of what was played; hypothesis plays more stories than it makes up, to shrink those that fail."""

    stories: int = 0
    steps: int = 0
    requests: int = 0
    asked: set[Kind] = field(default_factory=set)
    """The kinds of request that the sync has made."""
    met: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    """How often trouble has met a request of a kind."""
    failures: Counter[Breach] = field(default_factory=Counter)
    found: dict[Breach, Found] = field(default_factory=dict)
    void: Counter[str] = field(default_factory=Counter)
    """Why stories showed nothing."""

    def hear(self, story: Improviser) -> None:
        """Count a story that has ended."""
        self.stories += 1
        self.steps += len(story.steps)
        for call in story.requests():
            self.requests += 1
            self.asked.add(kind_of(call))
        ledger = story.ledger[:]
        for each in story.struck():
            struck = request_of(ledger, each)
            if struck is not None:
                self.met[each.trouble, kind_of(struck)] += 1

    def add(self, other: CampaignTally) -> None:
        """Count what another tally has counted; of two stories of one cause, the first stays."""
        self.stories += other.stories
        self.steps += other.steps
        self.requests += other.requests
        self.asked |= other.asked
        self.met += other.met
        self.failures += other.failures
        self.found = {**other.found, **self.found}
        self.void += other.void

    def never(self, trouble: str) -> list[Kind]:
        """Return the kinds of request that were made and that trouble could meet, and never met."""
        methods = FAULTS[trouble].methods if trouble in FAULTS else None
        return sorted(
            kind for kind in self.asked if (methods is None or kind.method in methods) and not self.met[trouble, kind]
        )

    def troubles(self) -> Iterator[str]:
        """Yield all trouble that there is, met or not."""
        yield from (name for name in FAULTS if name != "status")
        yield from (*CRASHES, SECOND, USER_ACTS)


def kind_of(call: Call) -> Kind:
    """Return what a request asks for: the datatype is the last that its path names, `other` where that names none."""
    words = [word.casefold().rstrip("s") for word in call.path.partition("?")[0].split("/")]
    names = {name.casefold().rstrip("s"): name for name in FAKES[call.system].datatypes}
    datatype = next((names[word] for word in reversed(words) if word in names), "other")
    return Kind(call.system, call.method, datatype)
