"""A toy fault is one decorated function: then the control API plants it, and so do stories, wherever the sync is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from syncproof import features as installed
from syncproof.checklist.accepted import load
from syncproof.fakes.kit.faults import FAULTS
from syncproof.stories.render import examples
from tests.additions.conftest import WITH_TOYS, Served, Toyed, replace_stories, write_features

pytestmark = pytest.mark.thorough

WORDS = {
    "backwards": "answer is backwards",
    **{name: kind.plain for name, kind in FAULTS.items() if kind.methods & {"GET", "POST"} and kind.answers == "any"},
}
"""The plain words of each fault that meets a sync which only lists and creates."""
TITLES = {name: f"Trello's next {words}" for name, words in WORDS.items()}
NO_REQUEST = "Custompms is not asked to change anything"
STORIES = f"""\
    @every.exactly-once
    Scenario Outline: Trello's next <fault>
      When Trello's next <fault>
      And Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

      Examples:
        {examples("fault", tuple(WORDS.values()))}

    @every.exactly-once
    Scenario: {NO_REQUEST}
      When Custompms's next answer is backwards
      And Digging is added to Custompms
      And the sync comes to rest
      Then Digging is in Trello, once
      And nothing else has changed

"""


@pytest.fixture
def features(tmp_path: Path) -> str:
    """Return a folder of features with one section, in which the stories of every.exactly-once are about faults."""
    whole = load(Path(next(iter(installed.__path__))) / "custompms-trello")
    tasks = next(section for section in whole.sections if section.slug == "task-to-cards")
    document = write_features(tmp_path / "features", replace(whole, sections=(tasks,)))
    replace_stories(document / "task-to-cards.feature", "every.exactly-once", STORIES)
    return str(tmp_path / "features")


@pytest.mark.parametrize(
    "sut", [(), ("--sut", f"{WITH_TOYS} sync --daemon", "--sut-daemon")], ids=["in process", "on ports"]
)
def test_a_new_fault_meets_the_sync_in_a_story_by_its_plain_words(
    toyed: Toyed, features: str, sut: tuple[str, ...]
) -> None:
    ran = toyed("run", "--features", features, "--only", "every.exactly-once", *sut)

    assert ran.verdicts() == {**dict.fromkeys(TITLES.values(), "pass"), NO_REQUEST: "inconclusive"}, ran.text
    assert "the sync made no request that a planted fault could meet" in ran.text


def test_the_control_api_plants_a_new_fault(control: httpx.Client, served: Served) -> None:
    erp = served["customerp"]
    contact = {"name": "Ada", "email": "ada@home.example"}

    planted = control.post("/faults", json={"system": "Customerp", "kind": "backwards"})
    answers = [
        httpx.post(f"{erp['url']}/contacts", json=contact, headers={"Authorization": f"Bearer {erp['token']}"}).text
        for _ in range(2)
    ]

    assert planted.json()["kind"] == "backwards"
    assert [answer[0] for answer in answers] == ["}", "{"]
    assert len(control.get("/records/Customerp/Contact").json()["records"]) == 4
