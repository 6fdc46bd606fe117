"""Folders of accepted documents: each is named for its document, and none is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.checklist.accepted import load, load_all
from syncproof.errors import BadInput
from tests.checklist.test_accepted import FEATURES, TEXT, folder


def test_accepted_documents_come_in_the_order_of_their_folders() -> None:
    assert [checklist.slug for checklist in load_all(FEATURES)] == ["customerp-trello", "custompms-trello"]


def test_a_folder_is_named_for_its_document(tmp_path: Path) -> None:
    made = folder(tmp_path, TEXT, name="custompms-trelo")

    with pytest.raises(BadInput) as refused:
        load(made)

    assert str(refused.value) == (
        f"{made}/checklist.toml:1: the folder custompms-trelo is not that of the document "
        "Custompms to Trello Dataflow\n  do       rename the folder to custompms-trello"
    )


@pytest.mark.parametrize("name", ["none", "without-a-checklist"])
def test_a_folder_without_accepted_documents_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "without-a-checklist" / "x").mkdir(parents=True)

    with pytest.raises(BadInput, match="do       name the folder that holds the documents' folders"):
        load_all(tmp_path / name)


def test_a_feature_without_a_checklist_beside_it_is_not_left_out_in_silence(tmp_path: Path) -> None:
    folder(tmp_path, TEXT)
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "task-to-cards.feature").write_text("Feature: lost\n")

    with pytest.raises(BadInput) as refused:
        load_all(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}/lost/task-to-cards.feature: a feature without a checklist.toml beside it\n"
        f"  do       add {tmp_path}/lost/checklist.toml"
    )


@pytest.mark.parametrize("lost", ["an empty folder", "a link to nowhere", "a folder too deep"])
def test_a_document_that_cannot_be_reached_is_not_left_out_in_silence(tmp_path: Path, lost: str) -> None:
    found = folder(tmp_path / "features", TEXT)
    place = tmp_path / "features" / "other-trello"
    if lost == "an empty folder":
        place.mkdir()
    elif lost == "a link to nowhere":
        place.symlink_to(tmp_path / "nowhere")
    else:
        (place / "deep").mkdir(parents=True)
        (place / "deep" / "checklist.toml").write_text(TEXT)

    with pytest.raises(BadInput) as refused:
        load_all(found.parent)

    assert str(refused.value).startswith(f"{place}: a folder without a checklist.toml that can be read\n")


@pytest.mark.parametrize("name", ["notes", ".git", "__pycache__"])
def test_a_folder_that_is_no_document_may_lie_beside_them(tmp_path: Path, name: str) -> None:
    found = folder(tmp_path / "features", TEXT)
    (found.parent / name).mkdir()
    (found.parent / name / "notes.txt").touch()

    assert len(load_all(found.parent)) == 1


def test_a_document_under_two_names_is_refused(tmp_path: Path) -> None:
    found = folder(tmp_path / "features", TEXT)
    (found.parent / "z-again").symlink_to(found)

    with pytest.raises(BadInput, match="z-again: the folder of a document that is there already"):
        load_all(found.parent)


def test_a_feature_outside_of_the_documents_folders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "task-to-cards.feature").touch()

    with pytest.raises(BadInput) as refused:
        load_all(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}/task-to-cards.feature: a feature outside of every document's folder\n"
        "  do       move it to the folder of its document, which holds a checklist.toml"
    )
