"""The provenance of a run in words: all of it, in one line that no terminal trips over."""

from __future__ import annotations

from pathlib import Path

from syncproof.report.provenance import line, overlooked, properties, unseen
from syncproof.report.provenance_rows import RunRow
from tests.report.conftest import RUN


def test_a_line_has_everything_with_short_digests() -> None:
    assert line(RUN, Path("qa/features"), Path("../pyproject.toml")) == (
        "syncproof 1.2.3, 2026-03-01T08:00:00Z, seed 7, --section 'task to' --level required --level implied, "
        "daemon 'node sync.mjs --token …' --pass-timeout 60, 2 capabilities, CPython 3.11.9, Linux-6.1-x86_64, "
        "custompms-trello 0123456789ab, baseline 001122334455, features fedcba987654 in qa/features, "
        "settings of ../pyproject.toml"
    )


def test_properties_have_everything_in_full() -> None:
    assert properties(RUN) == {
        "version": "1.2.3",
        "started": "2026-03-01T08:00:00Z",
        "seed": "7",
        "selection": "--section 'task to' --level required --level implied",
        "sut": "daemon 'node sync.mjs --token …' --pass-timeout 60",
        "capabilities": "member-profile-write, unlimited-plan",
        "python": "CPython 3.11.9",
        "platform": "Linux-6.1-x86_64",
        "sha256 of some.rst": "0123456789abcdef" * 4,
        "sha256 of known.toml": "00112233445566778899aabbccddeeff" * 2,
        "sha256 of the features": "fedcba9876543210" * 4,
    }


def test_nothing_chosen_and_nothing_on_is_said_in_words() -> None:
    bare: RunRow = {**RUN, "selection": {"sections": [], "levels": [], "only": []}, "capabilities": []}

    assert ", seed 7, everything, " in line(bare, Path("features"))
    assert ", 0 capabilities, " in line(bare, Path("features"))
    assert properties(bare)["capabilities"] == "none"


def test_a_line_stays_one_line_whatever_was_chosen() -> None:
    odd: RunRow = {**RUN, "selection": {"sections": [], "levels": [], "only": ["a\x1b[31m\n\tb\r"]}}

    assert "--only 'a\\x1b[31m  b\\x0d'" in line(odd, Path("features"))


def test_of_many_documents_that_nobody_accepted_a_command_names_the_first() -> None:
    files = ["a b.rst", "c.rst", "d.rst", "e.rst"]
    command = "syncproof accept 'a b.rst' c.rst d.rst … --features 'our features' writes the stories there"
    assert unseen(["A to B Dataflow"], [], files, Path("our features")).endswith(f"; {command}")


def test_of_many_folders_that_are_not_played_a_few_are_named_and_the_others_counted() -> None:
    text = "features that lie here are not played: {}; --features DIR plays them"

    assert overlooked([Path(name) for name in "abc"]) == text.format("a, b, c")
    assert overlooked([Path(f"f{number}") for number in range(57)]) == text.format("f0, f1, f2 and 54 more")
