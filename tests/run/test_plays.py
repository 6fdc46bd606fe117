"""A sync that does not do the same each time fails: with the first failure, and how often the same story failed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis.errors import Flaky

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.cli import main
from syncproof.drivers import BROKEN, DRIVERS
from syncproof.drivers.inprocess import InProcess, in_process
from syncproof.engine import Sync
from syncproof.engine.ports.port import Port, Record
from syncproof.errors import HarnessBroke, PromiseBroken
from syncproof.ledger import Values
from syncproof.report.failure import wrapped
from syncproof.report.plays import Play, merged
from syncproof.run import repeat, session
from syncproof.run.account import Planned
from syncproof.run.plan import RunRequest, plan
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of
from syncproof.steps.plays import Plays
from syncproof.steps.stage import Stage
from syncproof.steps.world import World
from syncproof.stories.choice import Choice
from syncproof.sut import THE_REFERENCE
from syncproof.verdict import Verdict

FOLDER = Path(next(iter(features.__path__))) / "customerp-trello"
ONE = ["--section", "contact-to", "--only", "in-sync.forward: name changed in Customerp"]
ROUND_TRIP = ["--section", "contact-to", "--only", "properties.round-trip: Any value of email from Trello"]


def forgetful() -> type[Sync]:
    """Return a sync that loses one write in twelve, and takes it for done."""
    writes = count(1)

    def losing(port: type[Port]) -> type[Port]:
        def write(self: Port, record: Record, changes: Values) -> Record:
            if next(writes) % 12:
                return port.write(self, record, changes)
            return record._replace(values={**record.values, **changes})

        return type(port.__name__, (port,), {"write": write})

    ports = {key: losing(port) for key, port in Sync.ports.items()}
    return type("Forgetful", (Sync,), {"ports": ports})


class Moody(InProcess):
    """Plays every third story as a broken engine does."""

    begun = 0

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        Moody.begun += 1
        self._class = Sync if Moody.begun % 3 else BROKEN["creates-only"].sync
        super().begin(checklist, environ)


@pytest.fixture(autouse=True)
def _drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Moody, "begun", 0)
    monkeypatch.setitem(DRIVERS, "moody", lambda sleep: Moody(Sync, sleep))
    monkeypatch.setitem(DRIVERS, "forgetful", in_process(forgetful()))


Played = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Played:
    """Let a test run one story, and return the exit code, the story's row, and the report."""

    def run(*options: str) -> tuple[int, dict[str, Any], str]:
        file = tmp_path / "summary.json"
        code = main(["run", *options, "--json", str(file)])
        document = json.loads(file.read_text())["documents"][0]
        [row] = document["sections"][0]["sentences"][0]["rules"][0]["scenarios"]
        return code, row, capsys.readouterr().out

    return run


def test_a_sync_that_loses_a_write_now_and_then_fails(played: Played) -> None:
    code, row, out = played(*ROUND_TRIP, "--driver", "forgetful")

    lines = row["failure"].splitlines()
    fields = {line[2:12].strip() for line in lines if line.startswith("  ")}
    assert (code, row["verdict"]) == (1, "fail")
    assert {"story", "broken", "expected", "saw", "plays", "ledger", "again"} <= fields
    assert [line for line in lines if line.startswith("  plays     failed in ") and line.endswith(" of the same story")]
    assert wrapped(row["failure"]) in out
    # The ledger is that of the play that failed: the user's change is there, and the sync's write is not.
    ledger = " ".join(row["failure"].partition("  ledger")[2].split())
    assert "a user changed Trello Members" in ledger
    assert "the sync changed Customerp Contact" not in ledger


def test_a_sync_that_fails_each_time_is_not_said_to_differ(played: Played) -> None:
    code, row, _ = played(*ROUND_TRIP, "--driver", "broken:one-way-only")

    assert (code, row["verdict"], "plays" in row["failure"]) == (1, "fail", False)


def test_a_story_is_repeated_and_its_worst_play_counts(played: Played) -> None:
    code, row, out = played(*ONE, "--driver", "moody", "--repeat", "4")

    assert (code, row["verdict"], row["plays"]) == (1, "fail", {"played": 4, "passed": 3})
    assert "  repeated  failed in 1 of 4 plays of the same story\n" in row["failure"]
    assert row["failure"].endswith(" --seed 0 --driver moody --repeat 4")
    assert ", seed 0, each story 4 times, " in out.splitlines()[0]
    assert "plays      4 of each scenario; 1 came out differently\n" in out


def test_several_seeds_are_played_and_the_one_that_fails_is_named(played: Played) -> None:
    code, row, out = played(*ONE, "--driver", "moody", "--seeds", "7-9")

    assert (code, row["plays"]) == (1, {"played": 3, "passed": 2})
    assert "  repeated  failed with seed 9 of 7-9\n" in row["failure"]
    assert row["failure"].endswith(" --seed 9 --driver moody")
    assert ", seeds 7-9, --section" in out.splitlines()[0]


def test_a_story_that_is_the_same_each_time_passes(played: Played) -> None:
    code, row, out = played(*ONE, "--seeds", "3-4", "--repeat", "2")

    assert (code, row["verdict"], row["plays"]) == (0, "pass", {"played": 4, "passed": 4})
    assert "plays      4 of each scenario; none came out differently\n" in out


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--seeds", "9-7"], "--seeds 9-7: not a range of seeds"),
        (["--seeds", "7"], "--seeds 7: not a range of seeds"),
        (["--seeds", "0-4294967296"], "--seeds 0-4294967296: not a range of seeds"),
        (["--seeds", "0-1000"], "--seeds 0-1000: more than 1000 seeds"),
        (["--seeds", "0-9", "--seed", "3"], "--seed 3 and --seeds 0-9 exclude each other"),
        (["--repeat", "2", "--sut", "true", "--attach"], "--attach is for one play of a scenario"),
    ],
)
def test_a_slip_is_refused(options: list[str], what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *ONE, *options]) == 2
    assert capsys.readouterr().err.splitlines()[0] == what


PLANNED = Planned("customerp-trello", "contact-to-members", "every.created", "A new contact", 8)
MADE = PLANNED.unaccounted("", seed=0, sut=THE_REFERENCE, as_is=False)


def plays(verdicts: str) -> list[Play]:
    return [Play(0, replace(MADE, verdict=Verdict(verdict))) for verdict in verdicts.split()]


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [("pass pass", "pass"), ("pass none", "none"), ("inconclusive fail", "fail"), ("fail error", "error")],
)
def test_the_worst_play_counts(verdicts: str, worst: str) -> None:
    whole = merged(plays(verdicts), seeds=range(1), repeat=2)

    assert whole is not None
    assert (whole.verdict, whole.plays) == (worst, 2)


@pytest.mark.parametrize(
    ("verdicts", "message"),
    [
        ("fail fail fail fail", "failed with all 4 seeds, 7-10"),
        ("fail pass fail pass", "failed with seeds 7, 9 of 7-10"),
        ("pass fail", "failed with seed 8 of 7-10"),
        (
            "inconclusive fail none fail",
            "failed with seeds 8, 10 of 7-10; was not shown with seed 7 of 7-10; asserted nothing with seed 9 of 7-10",
        ),
        ("error error error error", "could not be judged with all 4 seeds, 7-10"),
    ],
)
def test_the_seeds_that_are_no_pass_are_named_with_how_they_ended(verdicts: str, message: str) -> None:
    each = [Play(seed, one.outcome) for seed, one in enumerate(plays(verdicts), start=7)]

    whole, backwards = (merged(order, seeds=range(7, 11), repeat=1) for order in (each, each[::-1]))

    assert whole is not None
    assert backwards is not None
    assert whole.message == backwards.message == message


def test_of_a_seed_with_several_plays_the_worst_counts() -> None:
    each = [Play(index // 2, one.outcome) for index, one in enumerate(plays("pass fail inconclusive pass"))]

    whole = merged(each, seeds=range(2), repeat=2)

    assert whole is not None
    assert whole.message == (
        "failed in 1 of 2 plays of the same story; failed with seed 0 of 0-1; was not shown with seed 1 of 0-1"
    )


def test_a_story_of_which_a_play_is_missing_has_not_passed() -> None:
    failed = merged(plays("pass fail"), seeds=range(1), repeat=3)

    assert merged(plays("pass pass"), seeds=range(1), repeat=3) is None
    assert failed is not None
    assert (failed.verdict, failed.plays, failed.held) == ("fail", 2, 1)


def test_all_stories_are_played_with_each_seed_as_often_as_asked() -> None:
    announced: list[int] = []
    played: list[tuple[int, int]] = []

    def play(seed: int, index: int, expected: Callable[[int], None]) -> None:
        played.append((seed, index))
        expected(5)

    repeat.run((7, 8), 2, play, announced.append)

    assert (played, announced) == ([(7, 0), (7, 1), (8, 2), (8, 3)], [20])


def test_every_kind_of_failure_of_any_play_is_in_the_fingerprint() -> None:
    failed = replace(MADE, verdict=Verdict.FAIL, message="It echoes.", fingerprint=("law no-echo",))
    passed = replace(failed, verdict=Verdict.PASS, fingerprint=())
    others = [Play(0, each) for each in (failed, passed, replace(failed, fingerprint=("law rest",)))]

    whole = merged(others, seeds=range(1), repeat=3)

    assert whole is not None
    assert whole.fingerprint == ("law no-echo", "law rest")
    assert whole.message == "It echoes.; failed in 2 of 3 plays of the same story"


def test_a_play_with_other_stories_breaks_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter([[MADE], []])
    monkeypatch.setattr(session, "run", lambda *_, **__: next(outcomes))
    request = RunRequest((), FOLDER.parent, Choice(("contact-to-m",), (), ("every.created",)), repeat=2)
    planned = plan(request)

    with pytest.raises(HarnessBroke, match="missing in some of the plays"):
        play(planned, provenance_of(planned, datetime(2026, 3, 1, tzinfo=UTC)), progress=print, expected=print)


@pytest.fixture
def world() -> World:
    """Return a world that nobody has begun."""
    with closing(Stage(THE_REFERENCE, seed=0)) as stage:
        return World(stage, load(FOLDER), "contact-to-members")


def test_a_failure_that_the_search_does_not_raise_is_raised(world: World) -> None:
    plays = Plays(world)

    with pytest.raises(PromiseBroken, match="lost"):
        plays.search(lambda: plays.failed("a story", PromiseBroken("lost")))


def test_the_ledger_is_that_of_the_play_that_failed(world: World) -> None:
    plays, ledger = Plays(world), world.ledger

    def search() -> None:
        plays.failed("a story", PromiseBroken("lost"))
        world.stage.clear()
        plays.held("a story")

    with pytest.raises(PromiseBroken) as raised:
        plays.search(search)

    assert world.ledger is ledger
    assert raised.value.plays == "failed in 1 of 2 plays of the same story"


def test_of_several_failures_the_last_one_played_is_raised(world: World) -> None:
    plays = Plays(world)

    def search() -> None:
        for what in ("lost", "doubled"):
            plays.failed(what, PromiseBroken(what))
        raise ExceptionGroup("two", [PromiseBroken("lost"), PromiseBroken("doubled")])

    with pytest.raises(PromiseBroken, match="doubled"):
        plays.search(search)


def test_what_hypothesis_complains_of_without_a_failure_is_no_verdict(world: World) -> None:
    def search() -> None:
        raise Flaky("drew otherwise")

    with pytest.raises(Flaky):
        Plays(world).search(search)
