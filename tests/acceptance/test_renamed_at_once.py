"""A system and datatypes that are renamed at once: the folder is found, or named by people, and keeps their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.checklist.accepted import load_all
from tests.acceptance.conftest import Place, tree
from tests.checklist.golden import DOCUMENTS

LINKS = (DOCUMENTS / "good" / "links.rst").read_text()
FAR = LINKS[: LINKS.index("Larkbook Title to")].replace("Larkbook Reader", "Larkbook Guest").replace("- name", "- text")
"""One section, of which neither the datatype nor the rows stay."""
OWN = """
    @every.created
    Example: A title that our clerk knows
      Given the sync has come to rest
      When Ada is added to {source}
      And the sync comes to rest
      Then Ada is in {target}, once
"""


def online(text: str = LINKS) -> str:
    """Return a document with another name for its target."""
    return text.replace("Tidepost", "Tidepost Online")


def other_datatypes(text: str) -> str:
    """Return a document with other names for two datatypes of its source."""
    text = text.replace("Larkbook Title", "Larkbook Edition").replace("Visit, Title", "Visit, Edition")
    return text.replace("Larkbook Loan", "Larkbook Lease")


@pytest.fixture
def place(place: Place) -> Place:
    """Return a place in which a document was accepted, with a scenario of people's own."""
    place.accept(LINKS)
    place.folder = place.features / "larkbook-tidepost"
    path = place.folder / "title-to-items.feature"
    head, mark, rest = path.read_text().partition("    @every.backfilled")
    own = OWN.format(source="Larkbook", target="Tidepost")
    path.write_text(f"{head}{own.lstrip(chr(10))}\n{mark}{rest}")
    return place


def own(place: Place, folder: str, name: str, target: str) -> int:
    """Return how often a feature has the scenario of people's own."""
    text = (place.features / folder / name).read_text()
    return text.count(OWN.format(source="Larkbook", target=target))


@pytest.mark.parametrize("rows", [("- isbn\n", "- isbn\n"), ("- isbn\n", "- ean\n")], ids=["alone", "and a property"])
def test_a_system_and_datatypes_with_other_names_keep_their_folder(place: Place, rows: tuple[str, str]) -> None:
    text = other_datatypes(online()).replace(*rows)

    code, said = place.accept(text)

    assert (code, [each.name for each in place.features.iterdir()]) == (0, ["larkbook-tidepost-online"])
    for line in (
        "renamed Larkbook to Tidepost Dataflow is Larkbook to Tidepost Online Dataflow now;",
        "renamed the datatype Title is called Edition now",
        "renamed the datatype Loan is called Lease now",
    ):
        assert said.count(line) == 1
    assert own(place, "larkbook-tidepost-online", "edition-to-items.feature", "Tidepost Online") == 1
    assert place.accept(LINKS)[0] == 0
    assert own(place, "larkbook-tidepost", "title-to-items.feature", "Tidepost") == 1


def test_a_document_that_is_near_to_none_is_said_to_be_new_with_the_nearest(place: Place) -> None:
    code, said = place.accept(online(FAR), "--dry-run")

    assert (code, "the nearest is Larkbook to Tidepost Dataflow; if it is that one: " in said) == (0, True)
    assert "remove its folder larkbook-tidepost-online, and say so: --as larkbook-tidepost" in said
    assert "no accepted document" not in place.accept(online(FAR), "--dry-run", "--new")[1]
    assert "no accepted document" not in place.accept(LINKS, "--dry-run")[1]


def test_people_say_which_accepted_document_one_is(place: Place) -> None:
    text = online(FAR).replace("Larkbook", "Moor")
    words = ("check", str(place.document), "--features", str(place.features))

    assert place.accept(text, "--dry-run", "--as", "larkbook-tidepost")[0] == 0
    code, said = place.say(*words)
    assert (code, "do if it is one under another name, say so: --as FOLDER;" in said) == (2, True)
    code, said = place.say(*words, "--as", "larkbook-tidepost")
    assert (code, said.count("the system Larkbook is called Moor now")) == (1, 1)
    assert place.accept(text, "--as", "larkbook-tidepost")[0] == 0
    (accepted,) = load_all(place.features)
    assert (accepted.slug, accepted.former) == ("moor-tidepost-online", ("Larkbook to Tidepost Dataflow",))
    assert "our clerk knows" in (place.features / accepted.slug / "retired/title-to-items.feature").read_text()
    assert place.say(*words)[0] == 0


def test_the_nearest_accepted_document_is_the_one_to_name(place: Place) -> None:
    place.document.write_text(online(FAR))

    code, said = place.say("check", str(place.document), "--features", str(place.features))

    nearest = "nearest larkbook-tidepost do if it is one under another name, say so: --as larkbook-tidepost; if"
    assert (code, nearest in said) == (2, True)


def turned(text: str) -> str:
    """Return a document with its systems in each other's place."""
    return text.replace("Larkbook", "?").replace("Tidepost", "Larkbook").replace("?", "Tidepost")


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (LINKS, ["--as", "larkbok-tidepost"], "--as larkbok-tidepost: no document was accepted in this folder nearest"),
        (LINKS, ["--as", ""], "no document was accepted in this folder"),
        (LINKS, ["--as", "larkbook-tidepost", "--new"], "--new says that no document is an accepted one"),
        (turned(LINKS), ["--as", "larkbook-tidepost"], "leads the other way than Larkbook to Tidepost Dataflow"),
    ],
    ids=["a slip", "empty", "new", "the other way"],
)
def test_what_no_document_can_be_is_refused_and_nothing_is_written(
    place: Place, text: str, words: list[str], why: str
) -> None:
    before = tree(place.features)

    code, said = place.accept(text, *words)

    assert (code, why in said, tree(place.features)) == (2, True, before)


@pytest.mark.parametrize("command", ["check", "accept"])
def test_only_one_document_can_be_an_accepted_one(place: Place, tmp_path: Path, command: str) -> None:
    (tmp_path / "second.rst").write_text(online())
    words = (str(place.document), str(tmp_path / "second.rst"), "--features", str(place.features))

    code, said = place.say(command, *words, "--as", "larkbook-tidepost")

    assert (code, "says which accepted document one document is, and here are 2" in said) == (2, True)
