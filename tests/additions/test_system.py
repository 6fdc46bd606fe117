"""A toy system is a folder, a port file and a line in FAKES: then it is played, judged and served as any other."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.checklist.dialect import wording
from tests.additions.conftest import WITH_TOYS, Served, Toyed, replace_stories, write_features

pytestmark = pytest.mark.thorough

ORDER, CARDS = End("Shop", "Order"), End("Trello", "Cards")
TO_TRELLO = Checklist(
    "Shop to Trello Dataflow",
    "Shop",
    "Trello",
    "2026-03-01 08:00:00",
    (
        Section(
            "Shop Order to Trello Cards",
            ORDER,
            CARDS,
            tuple(Sentence(kind, wording(kind, ORDER, CARDS)) for kind in ("every", "in-sync", "properties")),
            (Row("title", "name", "string", "agreement"), Row("note", "desc", "string", "agreement")),
        ),
    ),
)


@pytest.fixture
def features(tmp_path: Path) -> str:
    """Return a folder of features with the toy's document alone, without the stories that try hundreds of values."""
    document = write_features(tmp_path / "features", TO_TRELLO)
    replace_stories(document / "order-to-cards.feature", "properties.round-trip", "")
    return str(tmp_path / "features")


def test_the_reference_passes_every_story_of_a_new_system(toyed: Toyed, features: str) -> None:
    ran = toyed("run", "--features", features)

    rules = {each["rule"] for each in ran.scenarios.values()}
    assert {title: verdict for title, verdict in ran.verdicts().items() if verdict != "pass"} == {}, ran.text
    assert ran.code == 3  # for the rule whose stories were taken out
    assert {"every.created", "in-sync.forward", "in-sync.backward", "in-sync.during-pass", "properties.row"} < rules


def test_a_broken_sync_fails_a_story_of_a_new_system(toyed: Toyed, features: str) -> None:
    ran = toyed("run", "--features", features, "--driver", "broken:one-way-only", "--only", "in-sync.backward")

    assert ran.verdicts() == {"title changed in Trello": "fail", "note changed in Trello": "fail"}, ran.text
    assert "Teapot's note in Shop Order: wrong value" in ran.text
    assert ran.code == 1


def test_a_sync_in_another_process_reaches_a_new_system(toyed: Toyed, features: str) -> None:
    story = "note of a new order"
    ran = toyed("run", "--features", features, "--sut", f"{WITH_TOYS} sync", "--only", story)

    assert (ran.code, ran.verdicts()) == (0, {story: "pass"}), ran.text


def test_a_new_system_is_served(control: httpx.Client, served: Served) -> None:
    shop = served["shop"]
    orders = httpx.get(f"{shop['url']}/orders", headers={"X-Shop-Token": shop["token"]}).json()

    assert [order["title"] for order in orders] == [
        values["title"] for values in control.get("/records/Shop/Order").json()["records"].values()
    ]
    assert len(orders) == 2
    assert httpx.get(f"{shop['url']}/orders").status_code == 401
