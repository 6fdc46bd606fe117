"""The passes of a play with trouble: struck once, healed, brought to rest before the story goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from syncproof.errors import PromiseBroken
from syncproof.steps.passes import Passes

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage
    from syncproof.sut.protocol import PassEnd
    from syncproof.trouble.struck import Struck


class TroubledPasses(Passes):
    """Passes that a strike meets: once the trouble is healed, the sync comes to rest before the story goes on."""

    def __init__(self, struck: Struck, stage: Stage, declines: Callable[[str, str], None]) -> None:
        super().__init__(stage, declines)
        self.struck = struck
        self._settling = False
        self._secrets = [each for name, each in stage.environ.items() if not name.endswith("_URL")]

    def run(self) -> PassEnd:
        """Let the sync do one pass; after a pass that was struck, heal, and let the sync come to rest.

        Raises PromiseBroken where a secret is in the sync's words.
        """
        self.struck.before_pass()
        end = super().run()
        said = "\n".join([end.problem, *(report.reason for report in end.reports)])
        if any(secret in said for secret in self._secrets):
            raise PromiseBroken("a secret is in the sync's output", expected="no credential in any output")
        self.disturbed = self.struck.is_at_work
        if self.struck.ended_pass():
            self._stage.ledger.marked(self._stage.clock.now, "healed")
            if self.struck.killed:
                self.restart()
            if not self._settling:
                self.settle()
        return end

    def settle(self) -> None:
        """Let the sync run until two passes in a row wrote nothing, as without trouble."""
        within, self._settling = self._settling, True
        try:
            super().settle()
        finally:
            self._settling = within
