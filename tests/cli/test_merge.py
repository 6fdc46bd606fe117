"""A run is played in shards, and the shards are merged: complete only if each story is in exactly one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.report.report_file import events_of
from syncproof.report.schemas import misfit
from tests.cli.long_runs import STORIES, read, refused, run, scenarios, shards, timeless
from tests.pages import blocks


def test_the_shards_of_a_run_make_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes, files = shards(tmp_path, 3)
    capsys.readouterr()
    assert run(tmp_path, "whole") == 0
    (tmp_path / "whole.txt").write_text(capsys.readouterr().out)

    merged = ["--json", str(tmp_path / "merged.json"), "--junit", str(tmp_path / "merged.xml")]
    assert (codes, main(["merge", *reversed(files), *merged])) == ([3, 3, 3], 0)
    (tmp_path / "merged.txt").write_text(capsys.readouterr().out)
    for kind in ("json", "xml", "txt"):
        assert timeless(tmp_path / f"merged.{kind}") == timeless(tmp_path / f"whole.{kind}")
    names = [{each["name"] for each in scenarios(read(Path(file)))} for file in files]
    assert sum(map(len, names)) == len(set().union(*names)) == STORIES


def test_the_events_of_shards_merge_as_their_json_does(tmp_path: Path) -> None:
    _, files = shards(tmp_path, 2)
    events = [file.replace(".json", ".jsonl") for file in files]

    assert main(["merge", *files, "--json", str(tmp_path / "a.json")]) == 0
    assert main(["merge", events[1], files[0], "--json", str(tmp_path / "b.json")]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_failure_in_a_shard_fails_the_whole(tmp_path: Path) -> None:
    codes, files = shards(tmp_path, 2, "--driver", "broken:backfills-only")

    assert main(["merge", *files]) == 1
    assert 1 in codes


def test_a_merge_annotates_what_fails_and_prints_as_much_as_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, files = shards(tmp_path, 2, "--driver", "broken:backfills-only")
    capsys.readouterr()

    codes = {main(["merge", *files, *options]) for options in ((), ("--quiet",), ("--annotations", "github"))}
    out = capsys.readouterr().out

    assert codes == {1}
    assert out.count("syncproof ") > out.count(", seed 0, ") == 2
    assert "::error file=" in out


def test_a_shard_alone_is_not_green_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "run", "--shard", "1/2") == 3

    out = capsys.readouterr().out
    assert ", shard 1/2, " in out.splitlines()[0]
    left = STORIES // 2
    assert f"{left} of {STORIES} scenarios not played: it is in shard 2 of 2" in " ".join(out.split())
    assert out.splitlines()[-2:] == [
        f"shard      1/2: {STORIES - left} scenarios; syncproof merge makes one run of all shards",
        f"exit 3: something was not shown; {left} of the {STORIES} scenarios chosen were not played",
    ]
    assert read(tmp_path / "run.json")["run"]["shard"] == "1/2"


def test_the_only_shard_is_the_whole(tmp_path: Path) -> None:
    codes, files = shards(tmp_path, 1)

    assert (codes, main(["merge", *files])) == ([0], 0)


def test_a_shard_without_stories_says_so_and_the_merge_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes, files = shards(tmp_path, 4, "--only", "every.whatever-it-holds")

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "shard      4/4: no scenario to play; syncproof merge makes one run of all shards",
        "exit 3: something was not shown; 3 of the 3 scenarios chosen were not played",
    ]
    assert (codes, main(["merge", *files])) == ([3, 3, 3, 3], 0)


def test_a_shard_that_is_missing_leaves_the_run_incomplete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, files = shards(tmp_path, 3)

    assert main(["merge", files[0], files[2], "--json", str(tmp_path / "m.json")]) == 3
    left = scenarios(read(tmp_path / "m.json"), "unplayed")
    assert {each["why"] for each in left} == {"it is in shard 2 of 3, which is missing"}
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"exit 3: something was not shown; {len(left)} of the {STORIES} scenarios chosen were not played"
    )


@pytest.mark.usefixtures("selections")
def test_a_shard_that_did_not_end_leaves_the_run_unfinished(tmp_path: Path) -> None:
    _, files = shards(tmp_path, 2)
    half = tmp_path / "half.jsonl"
    half.write_text("".join((tmp_path / "2.jsonl").read_text().splitlines(keepends=True)[:-1]))

    assert main(["merge", files[0], str(half)]) == 4


OTHERS = {
    "seed": (["--seed", "4"], "not the same seed (4, not 0)\n"),
    "seeds": (["--seeds", "0-1"], "not the same seeds\n"),
    "plays": (["--repeat", "2"], "not the same number of plays\n"),
    "choice": (["--level", "required"], "not the same choice\n"),
    "sync": (["--driver", "broken:creates-only"], "not the same sync\n"),
    "capabilities": (["--trello-as-is"], "not the same capabilities of the fake Trello\n"),
    "completeness": (["--require-complete"], "not the same plan\n"),
}


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize("name", OTHERS)
def test_shards_of_different_runs_are_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options, what = OTHERS[name]
    run(tmp_path, "1", "--shard", "1/2")
    run(tmp_path, "2", "--shard", "2/2", *options)
    capsys.readouterr()

    assert main(["merge", str(tmp_path / "1.json"), str(tmp_path / "2.json")]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{tmp_path / '2.json'}: a shard of another run than {tmp_path / '1.json'}: {what}")
    assert "  do       merge the shards of one run, which differ only in --shard\n" in err


@pytest.mark.usefixtures("selections")
def test_a_merge_of_what_does_not_belong_together_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (one, _) = shards(tmp_path, 2)
    run(tmp_path, "whole")
    run(tmp_path, "three", "--shard", "2/3")
    capsys.readouterr()
    whole, three = str(tmp_path / "whole"), str(tmp_path / "three.json")

    assert refused(capsys, ["merge", one, one]) == (
        f"shard 1/2 is given twice: {one} and {one}\n  do       name one of the two\n"
    )
    assert refused(capsys, ["merge", one, one.replace(".json", ".jsonl")]).startswith(
        f"shard 1/2 is given twice: {one} and {one}l\n  do       name one of the two\n"
    )
    assert refused(capsys, ["report", f"{whole}.json"]) == (
        f"{whole}.json: the JSON of a whole run has no events\n"
        "  do       name the file of its --events; the JSON of a run with --shard has them, too\n"
    )
    for file in (f"{whole}.json", f"{whole}.jsonl"):
        assert refused(capsys, ["merge", file]) == (
            f"{file}: a whole run, not a shard\n"
            "  do       merge the files of syncproof run --shard I/N; "
            "syncproof report takes the --events of a whole run\n"
        )
    assert refused(capsys, ["merge", one, three]).startswith(
        f"{three}: a shard of another run than {one}: not the same number of shards (3, not 2)\n  do       merge"
    )
    assert refused(capsys, ["merge"]).startswith("syncproof: Missing argument")


def started(file: str, time: str) -> None:
    """Let a shard have started at another time."""
    text = Path(file).read_text()
    Path(file).write_text(re.sub(r'"started": "[^"]*"', f'"started": "{time}"', text))


@pytest.mark.parametrize("second", ["2026-03-01T10:00:59Z", "2026-03-01T10:01:00Z"])
def test_shards_that_did_not_start_together_say_so_in_the_terminal_and_in_each_report(
    second: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, files = shards(tmp_path, 2)
    for file, time in zip(reversed(files), ("2026-03-01T10:00:00Z", second), strict=True):
        started(file, time)
    reports = {each: tmp_path / f"merged.{each}" for each in ("json", "junit", "markdown", "html")}
    capsys.readouterr()
    assert main(["merge", *files, *(word for name, path in reports.items() for word in (f"--{name}", str(path)))]) == 0
    said = "2026-03-01T10:00:00Z (the last shard 2026-03-01T10:01:00Z)"
    told = [capsys.readouterr().out, *(reports[each].read_text() for each in ("junit", "markdown", "html"))]
    assert [said in each for each in told] == [second.endswith("01:00Z")] * 4
    whole = read(reports["json"])
    assert (misfit(whole, "syncproof/1"), whole["run"].get("last_started", "")) == (
        "",
        second if said in told[0] else "",
    )


@pytest.mark.parametrize("variable", ["GITHUB_RUN_ID", "CI_PIPELINE_ID"])
def test_shards_of_different_runs_of_a_ci_system_are_refused(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(tmp_path / f"{name}.json") for name in ("one", "two", "other")]
    for name, shard, id_ in (("one", "1/2", "71"), ("two", "2/2", "71"), ("other", "2/2", "72")):
        monkeypatch.setenv(variable, id_)
        run(tmp_path, name, "--shard", shard)
    assert main(["merge", *files[:2], "--json", str(tmp_path / "merged.json")]) == 0
    assert read(tmp_path / "merged.json")["run"]["ci_run"] == "71"
    capsys.readouterr()
    assert main(["merge", files[0], files[2]]) == 2
    said = f"{files[2]}: a shard of another run than {files[0]}: not the same run of the CI system (72, not 71)\n"
    assert capsys.readouterr().err.startswith(said)


def test_the_events_of_a_shard_are_its_json(tmp_path: Path) -> None:
    run(tmp_path, "run", "--shard", "1/4")

    assert events_of(tmp_path / "run.json") == events_of(tmp_path / "run.jsonl")


@pytest.mark.thorough
def test_the_recipe_for_a_matrix_is_green_only_with_every_shard(tmp_path: Path) -> None:
    [recipe] = [block for block in blocks("docs/long-runs.md", "yaml") if "--shard" in block]
    play, merge = re.findall(r"^ +- run: (.*)$", recipe, flags=re.MULTILINE)
    [numbers] = re.findall(r"shard: \[([\d, ]+)\]", recipe)
    code = f"{sys.executable} -c 'import sys; from syncproof.cli import main; sys.exit(main())'"
    chosen = "--section contact-to-m --only every.whatever-it-holds"

    def done(command: str) -> int:
        for name in ("run", "merge"):
            command = command.replace(f"syncproof {name}", f"{code} {name} {chosen if name == 'run' else ''}")
        return subprocess.run(command, shell=True, cwd=tmp_path, check=False, capture_output=True).returncode  # noqa: S602 - our own page's words

    plays = [play.replace("${{ matrix.shard }}", number) for number in numbers.split(", ")]
    assert done(plays[0]) == 0
    assert done(f"{plays[1]} --driver broken:creates-both-ways".replace(" || [ $? = 3 ]", "")) == 1
    assert done(plays[1]) == 0
    assert done(merge) == 3
    assert done(plays[2]) == 0
    assert done(merge) == 0
    assert (tmp_path / "verdicts.xml").is_file()


@pytest.mark.thorough
def test_a_baseline_excuses_in_shards_what_it_excuses_in_the_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = ["--driver", "broken:backfills-only"]
    assert run(tmp_path, "bare", *broken) == 1
    baseline = tmp_path / "known.toml"
    baseline.write_text(
        "".join(
            '[[known]]\nsection = "customerp-trello/contact-to-members"\n'
            f'rule = "{rule["id"]}"\nscenario = "{each["name"]}"\nreason = "Later."\n'
            for rule in read(tmp_path / "bare.json")["documents"][0]["sections"][0]["sentences"][0]["rules"]
            for each in rule["scenarios"]
            if each["verdict"] == "fail"
        )
    )

    whole = run(tmp_path, "whole", *broken, "--baseline", str(baseline))
    codes, files = shards(tmp_path, 2, *broken, "--baseline", str(baseline))
    capsys.readouterr()
    assert (whole, codes, main(["merge", *files, "--json", str(tmp_path / "m.json")])) == (0, [3, 3], 0)
    assert timeless(tmp_path / "m.json") == timeless(tmp_path / "whole.json")
    assert "nothing new fails" in capsys.readouterr().out.splitlines()[-1]
    with baseline.open("a") as file:
        file.write("# Another file, by its digest.\n")
    run(tmp_path, "1", "--shard", "1/2", *broken, "--baseline", str(baseline))
    capsys.readouterr()
    assert refused(capsys, ["merge", files[1], files[0]]).startswith(
        f"{files[0]}: a shard of another run than {files[1]}: not the same baseline\n"
    )
