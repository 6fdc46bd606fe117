"""An engine in this process: what a failure says of its last pass."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import ClassVar

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.ports.port import Port
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut


class WithoutTrello(Sync):
    """Knows no way to Trello."""

    ports: ClassVar[dict[tuple[str, str], type[Port]]] = {
        end: port for end, port in Sync.ports.items() if end[0] != "Trello"
    }


def test_a_failure_says_why_the_last_pass_failed() -> None:
    with closing(Stage(Sut(), 0)) as stage, on_stage(stage):
        stage.driver = in_process(WithoutTrello)(stage.clock.advance)
        world = World(stage, load(Path(next(iter(features.__path__))) / "custompms-trello"), "task-to-cards")
        world.begin((world.section,))
        before = stage.driver.tail()
        world.sync.run()

        assert before == ()
        assert stage.driver.tail()[0] == "the sync died of BadInput: no way to reach Trello Cards"

        world.begin((world.section,))
        assert stage.driver.tail() == ()
