"""Trouble for a sync in another process: killed in the middle of a request, doubled, overheard, or left waiting."""

from __future__ import annotations

import os
import shlex
import sys
import textwrap
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.checklist import Checklist
from syncproof.drivers.inprocess import InProcess
from syncproof.drivers.second_instance import Second
from syncproof.errors import HarnessBroke, NotOffered
from syncproof.ledger import Call
from syncproof.serve.backstage import Backstage
from syncproof.steps.strike import CRASHES, TWIN, Strike
from syncproof.sut import Sut
from syncproof.sut.protocol import PassEnd
from syncproof.trouble.cell import Cell, CellOutcome
from syncproof.trouble.player import LONGEST, NOT_MET, Player
from syncproof.trouble.site import Site
from syncproof.trouble.story import CanonicalStory
from syncproof.trouble.sweep import SweepPlan, sweep
from syncproof.verdict import Verdict

pytestmark = pytest.mark.thorough

MakePlayer = Callable[..., Player]

DAEMON = Sut(command=f"{sys.executable} -m syncproof sync --daemon", daemon=True)
COMMAND = Sut(command=f"{sys.executable} -m syncproof sync")
PROJECTS = "project-to-actions"
FORGETFUL = """
    import json, os, subprocess, sys
    from pathlib import Path
    from urllib.parse import quote
    from urllib.request import Request, urlopen
    told = os.environ
    helper = subprocess.Popen(["sleep", "600"])
    with Path(__file__).with_name("helpers").open("a") as file:
        file.write(f"{helper.pid} ")
    sys.stderr.write(WORDS.format(**told) + "\\n")
    sections = json.loads(Path(told["SYNCPROOF_CHECKLIST"]).read_text())["sections"]
    section = next(each for each in sections if each["id"] == "project-to-actions")
    url = "{SYNCPROOF_TRELLO_URL}/cards/" + section["place"]["card"] + "/actions/comments"
    url += "?key={SYNCPROOF_TRELLO_KEY}&token={SYNCPROOF_TRELLO_TOKEN}&text="
    def ask(url, *body, **headers):
        with urlopen(Request(url, *body, headers=headers)) as answer:
            return json.load(answer)
    kept = Path(told["SYNCPROOF_STATE_DIR"], "pairs.json")
    pairs = json.loads(kept.read_text()) if kept.is_file() else {}
    key = {"X-Api-Key": told["SYNCPROOF_CUSTOMPMS_KEY"]}
    for project in ask(told["SYNCPROOF_CUSTOMPMS_URL"] + "/projects", **key)["items"]:
        if str(project["id"]) not in pairs:
            pairs[project["id"]] = ask(url.format(**told) + quote(project["name"]), b"")["id"]
    kept.write_text(json.dumps(pairs))
    helper.kill()
    helper.wait()
"""
"""A sync that saves what it made at the end of a pass, and starts a process of its own."""


@pytest.fixture
def forgetful(tmp_path: Path) -> Callable[..., Sut]:
    def make(words: str = "at work") -> Sut:
        file = tmp_path / "sync.py"
        file.write_text(f"WORDS = {words!r}\n{textwrap.dedent(FORGETFUL)}")
        return Sut(command=shlex.join([sys.executable, str(file)]))

    return make


def create_of(player: Player) -> Site:
    return next(each for each in player.probe() if each.method == "POST")


def played(player: Player, cell: Cell) -> CellOutcome:
    outcome = player.play(cell)
    assert outcome is not None
    return outcome


def unanswered(player: Player) -> list[str]:
    return [each.method for each in player.ledger[:] if isinstance(each, Call) and not each.status]


@pytest.mark.parametrize("sut", [COMMAND, DAEMON], ids=["command", "daemon"])
@pytest.mark.parametrize("crash", CRASHES, ids=str)
def test_a_sync_that_is_killed_gets_no_answer_and_goes_on_where_it_was(
    player_of: MakePlayer, sut: Sut, crash: Strike
) -> None:
    player = player_of("created", sut=sut)
    create = create_of(player)

    outcome = played(player, Cell(create, crash))

    assert (outcome.verdict, outcome.message) == (Verdict.PASS, "")
    assert unanswered(player) == ["POST"]


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_killed_sync_leaves_no_process_and_is_red_where_it_forgets(
    player_of: MakePlayer, forgetful: Callable[..., Sut], tmp_path: Path
) -> None:
    player = player_of("created", sut=forgetful(), section=PROJECTS)

    outcome = played(player, Cell(create_of(player), CRASHES[1]))

    assert outcome.kinds == ("law counterpart: two Actions",)
    assert all(is_gone(int(each)) for each in (tmp_path / "helpers").read_text().split())


def test_a_second_sync_that_is_let_in_is_red(player_of: MakePlayer, forgetful: Callable[..., Sut]) -> None:
    player = player_of("created", sut=forgetful(), section=PROJECTS)

    outcome = played(player, Cell(create_of(player), TWIN))

    assert outcome.kinds == ("law counterpart: two Actions",)


@pytest.mark.parametrize("sut", [Sut(), COMMAND, DAEMON], ids=["in process", "command", "daemon"])
def test_a_second_sync_that_is_refused_is_harmless(player_of: MakePlayer, sut: Sut) -> None:
    player = player_of("created", sut=sut)

    outcome = played(player, Cell(create_of(player), TWIN))

    assert (outcome.verdict, outcome.message) == (Verdict.PASS, "")


def test_a_second_sync_that_cannot_be_made_is_no_verdict() -> None:
    def none() -> NoReturn:
        raise OSError("no process left")

    second = Second(none)

    with pytest.raises(HarnessBroke, match="no second instance could be started: no process left"):
        second.end(None)
    assert second.lets_go()


def test_a_second_sync_that_does_not_end_is_killed() -> None:
    killed = threading.Event()

    class Waits:
        def run_pass(self) -> PassEnd:
            killed.wait()
            return PassEnd("")

        def printed(self) -> str:
            return "waited"

        def kill(self) -> None:
            killed.set()

        def close(self) -> None: ...

    assert Second(Waits).end(0.0) == "waited"


def test_a_credential_that_a_sync_prints_in_trouble_is_red(
    player_of: MakePlayer, forgetful: Callable[..., Sut]
) -> None:
    player = player_of("created", sut=forgetful("my key is {SYNCPROOF_TRELLO_KEY}"), section=PROJECTS)
    read = player.probe()[0]

    outcome = played(player, Cell(read, Strike("fault", "refused", "robust.refused")))

    assert outcome.kinds == ("the sync's words hold a secret",)


def test_a_request_that_a_sync_does_not_make_again_is_inconclusive(player_of: MakePlayer) -> None:
    player = player_of("created")
    create = create_of(player)

    outcome = played(player, Cell(create._replace(number=1000), Strike("fault", "refused", "robust.refused")))

    assert (outcome.verdict, outcome.message) == (Verdict.INCONCLUSIVE, NOT_MET)


def test_a_fault_that_does_not_fit_the_request_it_meets_is_inconclusive(player_of: MakePlayer) -> None:
    player = player_of("created")
    read = player.probe()[0]

    outcome = played(player, Cell(read, Strike("fault", "lost", "robust.lost-answer")))

    assert (outcome.verdict, outcome.message) == (Verdict.INCONCLUSIVE, NOT_MET)


@pytest.mark.parametrize(
    ("story", "lasting", "held"),
    [("created", False, 2.0), ("created", True, LONGEST), ("two that look exactly alike", False, LONGEST)],
    ids=["once in the first story", "until healed", "in another story"],
)
def test_a_sync_really_waits_for_an_answer_that_is_late_once_in_the_first_story_of_a_sentence(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch, *, story: str, lasting: bool, held: float
) -> None:
    waits: list[float] = []

    async def wait(self: Backstage, seconds: float) -> None:
        waits.append(min(seconds, self._longest()))

    monkeypatch.setattr(Backstage, "_wait", wait)
    player = player_of(story, sut=DAEMON)
    second = player.probe()[1]

    outcome = played(player, Cell(second, Strike("fault", "slow", "robust.slow", lasting=lasting)))

    assert outcome.verdict is Verdict.PASS
    assert set(waits) == {held}


def test_the_other_seconds_of_a_late_answer_pass_on_the_clock(player_of: MakePlayer) -> None:
    player = player_of("two that look exactly alike", sut=DAEMON)
    second = player.probe()[1]

    outcome = played(player, Cell(second, Strike("fault", "slow", "robust.slow")))

    together = [pair for pair in pairwise(player.ledger[:]) if all(isinstance(each, Call) for each in pair)]
    waits = [later.at - earlier.at for earlier, later in together if later.at > earlier.at]
    assert outcome.verdict is Verdict.PASS
    assert waits == [2000 - 1000 * LONGEST]


def test_what_a_sync_does_not_offer_is_inconclusive_and_asked_for_once(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def kill(_: object) -> NoReturn:
        asked.append("kill")
        raise NotOffered("nobody can kill this sync")

    monkeypatch.setattr(InProcess, "kill", kill)
    player = player_of("created")
    create = create_of(player)

    outcomes = [played(player, Cell(create, crash)) for crash in CRASHES]

    assert [each.message for each in outcomes] == ["nobody can kill this sync"] * 2
    assert {each.verdict for each in outcomes} == {Verdict.INCONCLUSIVE}
    assert asked == ["kill"]


DECLINES = """
    import json, os, pathlib
    sections = json.loads(pathlib.Path(os.environ["SYNCPROOF_CHECKLIST"]).read_text())["sections"]
    for each in sections:
        print(json.dumps({"report": "declined", "section": each["id"], "reason": "not built"}))
"""


def test_a_story_of_a_section_that_a_sync_declines_is_one_inconclusive_cell_and_the_rest_is_swept(
    checklists: dict[str, Checklist], stories: list[CanonicalStory], tmp_path: Path
) -> None:
    file = tmp_path / "sync.py"
    file.write_text(textwrap.dedent(DECLINES))
    sut = Sut(command=shlex.join([sys.executable, str(file)]))
    chosen = [each for each in stories if each.name == "created"][:2]

    tallies = list(sweep(SweepPlan(tuple(checklists.values()), tuple(chosen), sut)))

    assert [(each.cells, each.tried) for each in tallies] == [(1, 1)] * 2
    of_rule = [[counted for (rule, _), counted in each.verdicts.items() if rule == "every.created"] for each in tallies]
    assert of_rule == [[{Verdict.INCONCLUSIVE: 1}]] * 2
    assert "not built" in next(iter(tallies[0].failures.values())).outcome.message
