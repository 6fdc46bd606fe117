"""The strikes: faults, crashes, acts of users, and a second instance of the sync."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from syncproof.stories.gherkin import Step

Family: TypeAlias = Literal["fault", "crash", "act", "twin", "none"]


class Strike(NamedTuple):
    """One piece of trouble, and the rule whose evidence it is.

    `name` is that of a fault; or `before` or `after`, which is when a crash strikes; or the step of an act; a twin
    has one name. No trouble at all is a strike, too, of the family `none`.
    """

    family: Family
    name: str
    rule: str
    lasting: bool = False
    """Whether the strike goes on from its request until it is healed: for this pass and the whole next one."""

    @property
    def is_trouble(self) -> bool:
        """Whether anything strikes at all."""
        return self.family != "none"

    @property
    def step(self) -> Step:
        """The step that an act is."""
        return Step("when", self.name, 0)

    def __str__(self) -> str:
        if self.family == "twin":
            return f"{self.name} started"
        until = ", until healed" if self.lasting else ""
        return f"{self.name}{until}" if self.family != "crash" else f"killed {self.name} the effect"


CRASHES = (Strike("crash", "before", "robust.crash"), Strike("crash", "after", "robust.crash"))
TWIN = Strike("twin", "a second instance", "robust.two-at-once")
