"""The syncs of docs/adapters keep every rule, each in its own style: a suite that fails a correct sync is broken."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest

from syncproof.checklist.accepted import load_all
from syncproof.fakes import FAKES
from syncproof.run.session import Selection, run
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut import Sut
from syncproof.trouble.cell import cells
from syncproof.trouble.player import Player
from syncproof.trouble.site import sites
from syncproof.trouble.story import canonical_stories
from syncproof.verdict import Outcome, Verdict
from tests.java import sparing

CHECKOUT = Path(__file__).parent.parent
FOLDER = CHECKOUT / "docs" / "adapters"
FEATURES = CHECKOUT / "features"
PASS, INCONCLUSIVE = Verdict.PASS, Verdict.INCONCLUSIVE
CUSTOMERS = ("custompms-trello/customer-to-organizations", "customerp-trello/customer-to-organizations")
EVERY = ("required", "implied")
MOST_LINES = 190
"""Lines of an adapter: what takes more is no example."""


class Adapter(NamedTuple):
    """A sync of docs/adapters: its file, how it is run, what it takes, and the sections that it does."""

    file: str
    command: str
    tools: tuple[str, ...]
    sections: tuple[str, str]
    daemon: str = ""
    """How it is run as a daemon, if at all: so it starts once, and not for every pass."""


ADAPTERS = {
    "python": Adapter(
        "python/sync.py",
        f"{sys.executable} python/sync.py",
        (),
        ("custompms-trello/task-to-cards", "custompms-trello/customer-to-organizations"),
        daemon=f"{sys.executable} {Path(__file__).with_name('script_as_daemon.py')} python/sync.py",
    ),
    "bash": Adapter("bash/sync.sh", "bash bash/sync.sh", ("bash", "curl", "jq", "flock"), CUSTOMERS),
    "node": Adapter(
        "node/sync.mjs",
        "",
        ("node",),
        ("customerp-trello/project-to-actions", "customerp-trello/customer-to-organizations"),
        daemon="node node/sync.mjs",
    ),
}
PLAYED = [
    # Bash takes a minute for all rules of a section.
    pytest.param(name, section, marks=[pytest.mark.exhaustive] if name == "bash" else [])
    for name, adapter in ADAPTERS.items()
    for section in adapter.sections
]
FIRST_STEPS = ("every.created", "in-sync.forward", "in-sync.backward")
"""The rules that show in some stories that an adapter works."""
NO_ROUND_TRIPS = "not syncproof(rule='properties.round-trip')"
"""A round trip is a thousand passes, and takes longer than all else together: some are played by themselves."""
SURVIVES = [
    pytest.param(
        name,
        adapter.sections[1],
        "name from Trello",
        marks=[pytest.mark.exhaustive] if name == "bash" else [],
        id=f"{name}-name from Trello",
    )
    for name, adapter in ADAPTERS.items()
]
SURVIVES.append(
    pytest.param(
        "python", ADAPTERS["python"].sections[0], "due from Custompms", marks=[], id="python-due from Custompms"
    )
)


def played(section: str, sut: Sut, **chosen: Any) -> tuple[Outcome, ...]:  # noqa: ANN401 - whatever a selection has
    """Play stories of a section, claim that none fails, and return what became of each."""
    file = FEATURES / f"{section}.feature"
    selection = Selection(features=(file,), sut=replace(sut, check_protocol=True), **chosen)
    outcomes = run(selection, progress=lambda _: None, expected=lambda _: None)

    assert [outcome.failure for outcome in outcomes if outcome.verdict not in {PASS, INCONCLUSIVE}] == []
    return outcomes


def works(section: str, sut: Sut, first_steps: tuple[str, ...] = FIRST_STEPS) -> None:
    """Claim that a sync creates, and carries edits both ways."""
    outcomes = played(section, sut, only=first_steps)

    assert {outcome.verdict for outcome in outcomes} == {PASS}
    assert {outcome.rule for outcome in outcomes} == set(FIRST_STEPS)


def steps_of_a_name(section: str) -> tuple[str, ...]:
    """Return the stories that show the first steps of one property."""
    source = section.partition("-")[0].capitalize()
    return ("every.created", f"in-sync.forward: name changed in {source}", "in-sync.backward: name changed in Trello")


def survives(section: str, sut: Sut, value: str) -> None:
    """Claim that any value of a property comes through a sync."""
    outcomes = played(section, sut, only=(f"properties.round-trip: Any value of {value}",))

    assert [outcome.verdict for outcome in outcomes] == [PASS]


def keeps(section: str, sut: Sut, levels: tuple[str, ...]) -> None:
    """Claim that a sync keeps every rule of some levels of a section, or says that it declines what they need."""
    outcomes = played(section, sut, levels=levels, marks=NO_ROUND_TRIPS)

    declined = [outcome for outcome in outcomes if outcome.verdict is INCONCLUSIVE]
    assert {outcome.rule for outcome in declined} <= {"every.shared-source"}
    assert all("does not do task-to-actions" in " ".join(outcome.failure.split()) for outcome in declined)
    assert len(outcomes) > 15


@pytest.fixture
def adapter(
    request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn], monkeypatch: pytest.MonkeyPatch
) -> Adapter:
    """Return an adapter by its name. It can be run here."""
    adapter = ADAPTERS[request.param]
    if missing := [tool for tool in adapter.tools if shutil.which(tool) is None]:
        lacking(f"there is no {missing[0]} here, which an adapter needs")
    monkeypatch.chdir(FOLDER)
    return adapter


@pytest.mark.thorough
@pytest.mark.parametrize("adapter", ADAPTERS, indirect=True)
def test_an_adapter_creates_and_carries_edits_both_ways(adapter: Adapter) -> None:
    section = adapter.sections[1]
    # Those that keep every rule below need not show it of every property here.
    steps = FIRST_STEPS if adapter is ADAPTERS["bash"] else steps_of_a_name(section)
    works(section, Sut(command=adapter.command or adapter.daemon, daemon=not adapter.command), steps)


@pytest.mark.thorough
@pytest.mark.parametrize(("adapter", "section"), PLAYED, indirect=["adapter"])
def test_an_adapter_keeps_every_rule(adapter: Adapter, section: str) -> None:
    keeps(section, sut_of(adapter), EVERY if section == adapter.sections[0] else EVERY[:1])


# The sweep of an adapter has all that these stories have, at more requests.
@pytest.mark.exhaustive
@pytest.mark.parametrize("adapter", ADAPTERS, indirect=True)
def test_an_adapter_keeps_every_rule_of_trouble(adapter: Adapter) -> None:
    keeps(adapter.sections[0], sut_of(adapter), ("robust",))


@pytest.mark.thorough
@pytest.mark.parametrize(("adapter", "section", "value"), SURVIVES, indirect=["adapter"])
def test_any_value_survives_an_adapter(adapter: Adapter, section: str, value: str) -> None:
    survives(section, sut_of(adapter), value)


def sut_of(adapter: Adapter) -> Sut:
    """Return an adapter as a sync that starts as seldom as the adapter can."""
    return Sut(command=adapter.daemon or adapter.command, daemon=bool(adapter.daemon))


class Swept(NamedTuple):
    """A bounded sweep: one cell in so many, of a section's stories with one of these names."""

    section: str
    stories: tuple[str, ...]
    every: int


CREATED, CONFLICT = "created", "changed in Trello, then in"
SWEPT = {
    "python": Swept("custompms-trello/task-to-cards", (CREATED,), 23),
    "node": Swept("customerp-trello/project-to-actions", (CONFLICT,), 23),
    "bash": Swept("custompms-trello/customer-to-organizations", (CREATED,), 53),
}
OTHERS = {"python": (CONFLICT,), "node": (CREATED,)}
"""The stories that a nightly job sweeps, too."""


def survives_trouble(sut: Sut, swept: Swept, lacks: frozenset[str] = frozenset()) -> None:
    """Claim that a sync keeps its promises in trouble; `lacks` are the families of strikes that it does not offer."""
    declared = FAKES.declared
    checklists = {each.slug: each for each in load_all(FEATURES, declared)}
    checklist = checklists[swept.section.partition("/")[0]]
    stories = [
        each for each in canonical_stories(checklist, declared) if each.section == swept.section.partition("/")[2]
    ]
    chosen = [each for each in stories if any(name in each.name for name in swept.stories)]
    with ExitStack() as stack:
        stage = Stage(sut, seed=0)
        stack.callback(stage.close)
        stack.enter_context(on_stage(stage))
        for story in chosen:
            player = Player(stage, checklist, story)
            every = list(cells(sites(player.probe()), story.acts))
            # Each kind of strike that is not a fault is tried at every request: there is no other to stand for it.
            tried = [*every[:: swept.every], *(each for each in every if each.strike.family in {"crash", "twin"})]
            found = [outcome for outcome in player.play_all(tried) if outcome]
            assert [(str(each.cell), each.message) for each in found if each.verdict is Verdict.FAIL] == []
            assert {each.cell.strike.family for each in found if each.verdict is INCONCLUSIVE} == lacks
    assert chosen


@pytest.mark.thorough
@pytest.mark.parametrize("adapter", SWEPT, indirect=True)
def test_an_adapter_survives_trouble(adapter: Adapter, request: pytest.FixtureRequest) -> None:
    survives_trouble(sut_of(adapter), SWEPT[request.node.callspec.params["adapter"]])


@pytest.mark.exhaustive
@pytest.mark.parametrize("adapter", OTHERS, indirect=True)
def test_an_adapter_survives_trouble_in_another_story(adapter: Adapter, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["adapter"]

    survives_trouble(sut_of(adapter), SWEPT[name]._replace(stories=OTHERS[name]))


@pytest.fixture(scope="module")
def java_command(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[[str], NoReturn]) -> str:
    """Compile the Java adapter, and return the command that starts it on any free port."""
    if shutil.which("javac") is None:
        lacking("there is no javac here, which the Java adapter is made with")
    folder = shlex.quote(str(tmp_path_factory.mktemp("classes")))
    sources = shlex.join(str(file) for file in sorted((FOLDER / "java").glob("*.java")))
    subprocess.run(shlex.split(sparing(f"javac -d {folder} {sources}")), check=True)  # noqa: S603 - the user's own Java
    return sparing(f"java -cp {folder} Sync 0")


@pytest.fixture(scope="module")
def java_service(java_command: str) -> Iterator[Sut]:
    """Run the Java adapter, which is a service."""
    command = shlex.split(java_command)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - as above
        assert process.stdout is not None
        try:
            yield Sut(url=process.stdout.readline().strip())
        finally:
            process.kill()


@pytest.fixture
def java_daemon(java_command: str) -> Sut:
    """Return the Java adapter as a daemon, which can be started twice, and killed."""
    return Sut(
        command=f"{sys.executable} {Path(__file__).with_name('service_as_daemon.py')} {java_command}", daemon=True
    )


@pytest.mark.thorough
def test_the_java_service_creates_and_carries_edits_both_ways(java_service: Sut) -> None:
    works(CUSTOMERS[0], java_service)


@pytest.mark.exhaustive
def test_the_java_service_keeps_every_required_rule(java_service: Sut) -> None:
    keeps(CUSTOMERS[1], java_service, EVERY[:1])


@pytest.mark.exhaustive
def test_the_java_service_keeps_every_rule(java_service: Sut) -> None:
    keeps(CUSTOMERS[0], java_service, EVERY)


@pytest.mark.exhaustive
def test_any_value_survives_the_java_service(java_service: Sut) -> None:
    survives(CUSTOMERS[0], java_service, "name from Trello")


@pytest.mark.exhaustive
def test_the_java_service_survives_trouble(java_service: Sut) -> None:
    cannot = frozenset({"crash", "twin"})  # a service is somebody else's to start and to end

    survives_trouble(java_service, Swept(CUSTOMERS[0], (CREATED,), 11), lacks=cannot)


@pytest.mark.thorough
def test_a_second_java_service_over_the_same_state_does_no_harm(java_daemon: Sut) -> None:
    outcomes = played(CUSTOMERS[0], java_daemon, marks="syncproof(rule='robust.two-at-once')")

    assert {outcome.verdict for outcome in outcomes} == {PASS}
    assert len(outcomes) > 1


@pytest.mark.exhaustive
def test_the_java_service_survives_crashes_and_second_instances(java_daemon: Sut) -> None:
    survives_trouble(java_daemon, Swept(CUSTOMERS[0], (CREATED,), 1_000))


@pytest.mark.parametrize("file", [*(adapter.file for adapter in ADAPTERS.values()), "java/Sync.java"])
def test_an_adapter_is_short(file: str) -> None:
    lines = (FOLDER / file).read_text().splitlines()

    assert len(lines) < MOST_LINES
    assert max(map(len, lines)) <= 120
