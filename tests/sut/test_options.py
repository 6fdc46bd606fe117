"""The options that order a SUT: those of `syncproof run` and of pytest are the same; what is not ordered is unsaid."""

from __future__ import annotations

from dataclasses import fields

import pytest
from click.testing import CliRunner

from syncproof.cli import commands, main
from syncproof.sut import Sut
from syncproof.sut.options import add_options

EVERYTHING = Sut(
    driver="broken:drifts",
    command="node 'my sync.js' --fast",
    daemon=True,
    url="http://127.0.0.1:1",
    attach=True,
    check_protocol=True,
    start_timeout=1.5,
    pass_timeout=60.0,
    rest=0.25,
    port=8810,
    folder="my work",
    cwd="their work",
    env=("CRM_TOKEN", "CRM_KEY"),
    passes=2,
    writes=10,
    debounce=5.0,
    marks=("Trello Attachments", "Trello CustomFieldItems"),
)


def test_of_the_reference_nothing_is_said() -> None:
    assert [*Sut().arguments("run"), *Sut().arguments("pytest")] == []


def test_every_field_is_ordered_by_an_option_of_its_own() -> None:
    for of in ("run", "pytest"):
        names = [each.metadata[of] for each in fields(Sut)]

        assert len(set(names)) == len(names)
        words = [word.partition("=")[0] for word in EVERYTHING.arguments(of) if word.startswith("--")]
        assert list(dict.fromkeys(words)) == names
        assert len(words) == len(names) + 2  # two of them are repeated


def test_what_pytest_is_ordered_comes_out_as_it_went_in() -> None:
    parser = pytest.Parser(_ispytest=True)
    add_options(parser.getgroup("syncproof"))

    seen = parser.parse_known_args(list(EVERYTHING.arguments("pytest")))

    options = {
        each.metadata["pytest"]: getattr(seen, each.metadata["pytest"].strip("-").replace("-", "_"))
        for each in fields(Sut)
    }
    assert Sut.from_options(options.__getitem__) == EVERYTHING


def test_what_run_is_ordered_comes_out_as_it_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Sut] = []

    def note(order: Sut) -> None:
        heard.append(order)

    monkeypatch.setattr("syncproof.run.plan.check", note)

    main(["run", "--section", "no such section", *EVERYTHING.arguments("run")])

    assert heard == [EVERYTHING]


def test_what_is_under_test_is_outside_if_it_is_another_process() -> None:
    assert [Sut().outside, Sut(command="true").outside, Sut(url="http://127.0.0.1:1").outside] == [False, True, True]


def test_each_option_is_in_the_help() -> None:
    told = CliRunner().invoke(commands, ["run", "--help"]).output

    assert [each.metadata["run"] for each in fields(Sut) if f"{each.metadata['run']} " not in told] == []
