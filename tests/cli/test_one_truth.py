"""JUnit, JSON, Markdown, HTML, annotations, the text and the exit code say the same of a run, whatever happened."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

import pytest

from syncproof.cli import main
from syncproof.cli import run as run_command
from syncproof.report.rows import Summary
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome, Verdict
from tests.cli.conftest import copied, passing

NO_SECTION = Path(__file__).parent.parent / "documents" / "good" / "no-section.rst"
SECTION, RULE = "customerp-trello/contact-to-members", "every.created"
PART = ("--section", "contact", "--only", "every.created")
THREE = ("--section", "contact", "--only", "every.whatever-it-holds")
FAIL, ERROR, INCONCLUSIVE, NONE = Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NONE
REST, ECHO = "law rest", "law no-echo"


def entry(scenario: str = "A new contact", more: str = "", rule: str = RULE, section: str = SECTION) -> str:
    """Return an entry of a baseline."""
    return f'[[known]]\nsection = "{section}"\nrule = "{rule}"\nscenario = "{scenario}"\nreason = "until 2.0"\n{more}\n'


SWEPT = ("--sweep", "--section", "customer-to", "--only", "robust.lost-answer")
BREAKS = ("--driver", "broken:repeats-creates")
LOST = entry(
    "trouble at every request", rule="robust.lost-answer", section="customerp-trello/customer-to-organizations"
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What happens in a run, and how the run has to end; `ended` counts the cases that are no pass, by their type."""

    name: str
    code: int
    ended: Mapping[str, int] = field(default_factory=dict)
    first: tuple[Verdict, ...] = ()
    """The verdicts of the first scenarios; the others pass."""
    baseline: str | None = None
    options: tuple[str, ...] = ()
    documents: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()
    """Documents beside the one of Customerp."""
    without: str = ""
    """A feature that is missing."""
    words: str = ""


SITUATIONS = [
    Situation("pass", 0, words="all pass"),
    Situation("fail", 1, {"fail": 1}, (FAIL,), words="something fails"),
    Situation("two failures", 1, {"fail": 2}, (FAIL, FAIL)),
    Situation("inconclusive", 3, {"inconclusive": 1}, (INCONCLUSIVE,), words="something was not shown"),
    Situation("scenario without a verdict", 3, {"none": 1}, (NONE,)),
    Situation("error", 4, {"error": 1}, (ERROR,), words="not all could be run"),
    Situation("error and failure", 4, {"error": 1, "fail": 1}, (ERROR, FAIL)),
    Situation("inconclusive and failure", 1, {"inconclusive": 1, "fail": 1}, (INCONCLUSIVE, FAIL)),
    Situation(
        "none",
        3,
        {"none": 3, "unplayed": 1},
        without="customerp-trello/project-to-actions",
        words="something was not shown",
    ),
    Situation(
        "none and failure",
        1,
        {"none": 3, "fail": 1, "unplayed": 1},
        (FAIL,),
        without="customerp-trello/project-to-actions",
    ),
    Situation("partial", 0, {"unplayed": 2}, options=PART, words="the 1 rule chosen passes; "),
    Situation("a shard", 3, {"none": 1, "unplayed": 2}, options=(*THREE, "--shard", "1/2")),
    Situation("a shard of nothing", 3, {"none": 1, "unplayed": 2}, options=(*PART, "--shard", "2/2")),
    Situation("partial failure", 1, {"unplayed": 2, "fail": 1}, (FAIL,), options=PART),
    Situation("partial, require complete", 3, {"none": 2}, options=(*PART, "--require-complete")),
    Situation("complete, require complete", 0, options=("--require-complete",)),
    Situation("no section", 3, {"none": 1}, documents=(NO_SECTION,)),
    Situation("empty baseline", 0, baseline="", words="all pass"),
    Situation(
        "failure and an empty baseline", 1, {"fail": 1}, (FAIL,), "", words="something fails beyond the baseline"
    ),
    Situation("known", 0, {"known": 1}, (FAIL,), entry(), words="nothing new fails, and 1 failure is known"),
    Situation("known and inconclusive", 0, {"known": 1}, (INCONCLUSIVE,), entry()),
    Situation("known and partial", 0, {"known": 1, "unplayed": 2}, (FAIL,), entry(), PART),
    Situation(
        "known and require complete", 3, {"known": 1, "none": 2}, (FAIL,), entry(), (*PART, "--require-complete")
    ),
    Situation("known by its fingerprint", 0, {"known": 1}, (FAIL,), entry(more=f'fingerprint = ["{REST}"]')),
    Situation("known until today", 0, {"known": 1}, (FAIL,), entry(more="expires = 2026-03-01")),
    Situation(
        "other failure under a known id",
        1,
        {"fail": 1},
        (FAIL,),
        entry(more=f'fingerprint = ["{ECHO}"]'),
        words="something fails beyond the baseline",
    ),
    Situation(
        "expired",
        1,
        {"fail": 1, "stale": 1},
        (FAIL,),
        entry(more="expires = 2026-02-28"),
        words="nothing new fails, but 1 entry has expired: mend the failure, or agree on a new date",
    ),
    Situation(
        "expired and inconclusive",
        1,
        {"inconclusive": 1, "stale": 1},
        (INCONCLUSIVE,),
        entry(more="expires = 2026-02-28"),
    ),
    Situation("expired and error", 4, {"error": 1, "stale": 1}, (ERROR,), entry(more="expires = 2026-02-28")),
    Situation("stale", 1, {"stale": 1}, baseline=entry(), words="nothing new fails, but 1 entry passes now: remove it"),
    Situation(
        "two stale",
        1,
        {"stale": 2},
        baseline=entry() + entry("The sync runs again and again", rule="every.exactly-once"),
        words="nothing new fails, but 2 entries pass now: remove them",
    ),
    Situation(
        "stale and gone",
        1,
        {"stale": 2},
        baseline=entry() + entry("Another name"),
        words="nothing new fails, but 1 entry passes now: remove it; 1 entry names no scenario: remove it",
    ),
    Situation(
        "stale and partial",
        1,
        {"stale": 1, "unplayed": 2},
        baseline=entry(),
        options=PART,
        words="nothing new fails in the 1 rule chosen, but 1 entry passes now: remove it; ",
    ),
    Situation(
        "stale and failure",
        1,
        {"stale": 1, "fail": 1},
        (FAIL,),
        entry("Another name"),
        words="something fails beyond the baseline; 1 entry names no scenario: remove it",
    ),
    Situation(
        "stale and not shown",
        1,
        {"stale": 1, "inconclusive": 1},
        (INCONCLUSIVE,),
        entry("Another name"),
        words="nothing new fails, but 1 entry names no scenario: remove it; something was not shown",
    ),
    Situation("known and error", 4, {"error": 1}, (ERROR,), entry(), words="not all could be run beyond the baseline"),
    Situation(
        "known and none",
        3,
        {"known": 1, "none": 3, "unplayed": 1},
        (FAIL,),
        entry(),
        without="customerp-trello/project-to-actions",
    ),
    Situation("a sweep that passes", 0, {"unplayed": 2}, options=SWEPT, words="the 1 rule chosen passes; "),
    Situation("cells that fail", 1, {"unplayed": 2, "fail": 1}, options=(*SWEPT, *BREAKS), words="something fails"),
    Situation("cells that fail beside a story", 1, {"unplayed": 2, "fail": 2}, (FAIL,), options=(*SWEPT, *BREAKS)),
    Situation("cells that fail, known", 0, {"unplayed": 2, "known": 1}, (), LOST, (*SWEPT, *BREAKS)),
    Situation("cells that pass, known", 1, {"unplayed": 2, "stale": 1}, (), LOST, SWEPT),
    Situation("cells that were known, without a sweep", 0, {"unplayed": 2}, (), LOST, SWEPT[1:]),
    Situation("no section and a baseline", 3, {"none": 1}, baseline="", documents=(NO_SECTION,)),
    Situation("no section beside another document", 3, {"none": 1}, beside=(NO_SECTION,)),
    Situation(
        "no section beside another document, known", 3, {"none": 1, "known": 1}, (FAIL,), entry(), beside=(NO_SECTION,)
    ),
]


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_command, "now", lambda: datetime(2026, 3, 1, 8, tzinfo=UTC))


@pytest.mark.parametrize("situation", [pytest.param(each, id=each.name) for each in SITUATIONS])
def test_all_reports_and_the_exit_code_say_the_same(
    situation: Situation,
    documents: Mapping[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, printed = played(situation, documents, monkeypatch, tmp_path, capsys)

    whole = json.loads((tmp_path / "v.json").read_text())
    root = ET.fromstring((tmp_path / "v.xml").read_bytes())  # noqa: S314 - our own
    page = (tmp_path / "v.md").read_text()
    bad = [each for case in root.iter("testcase") for each in case if each.tag in {"failure", "error"}]
    skipped = [each for case in root.iter("testcase") for each in case if each.tag == "skipped"]
    types = Counter(each.get("type", "") for each in bad)
    last = next(line for line in reversed(printed) if line.startswith("exit "))

    # The exit code is that of the situation, and JUnit leads to the same.
    assert code == situation.code
    assert code == from_junit(types)
    # Each count of JUnit is that of its elements.
    assert [int(root.get(name, "")) for name in ("failures", "errors", "skipped")] == [
        len(bad) - types["error"],
        types["error"],
        len(skipped),
    ]
    # Each kind of case is there as often as the situation, and the JSON, have it.
    unplayed = Counter({"unplayed": sum(each.get("type") == "none" for each in skipped)})
    known = Counter({"known": sum(each.get("type") == "known" for each in skipped)})
    assert {name: count for name, count in (types + unplayed + known).items() if count} == dict(situation.ended)
    assert (types + known) & scenarios(whole) == scenarios(whole)
    assert types["stale"] == len(whole.get("gate", {"stale": []})["stale"])
    # The words are the same everywhere, and so are the counts of Markdown and annotations.
    assert last.startswith(f"exit {code}: {situation.words}")
    assert {each.get("value") for each in root.iter("property") if each.get("name") == "exit"} == {last[5:]}
    mark = "❌" if code else "◐" if unplayed["unplayed"] else "☑️" if known["known"] else "✅"
    assert page.splitlines()[0] == f"## {mark} syncproof: {last}"
    assert headed(page) == dict(situation.ended)
    assert sum(line.startswith("::error ") for line in printed) == len(bad)
    assert in_markdown(page) == in_terminal(printed) == in_html((tmp_path / "v.html").read_text())
    assert in_json(whole) == {
        name: Counter({"none" if each == "not played" else each: count for each, count in counts.items()})
        for name, counts in in_terminal(printed).items()
    }
    assert sum(line.startswith("::notice file=") for line in printed) == known["known"]
    in_part = whole["played"] < whole["of"]
    assert sum(line.startswith("::notice title=syncproof%3A a part of the checklist::") for line in printed) == in_part


def played(
    situation: Situation,
    documents: Mapping[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, list[str]]:
    """Return the exit code of a situation's run, and what it printed; the reports are below `tmp_path`."""

    def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
        outcomes = passing(selection)
        for index, verdict in enumerate(situation.first):
            # The first is the one that `entry` lists.
            outcomes[index] = replace(
                outcomes[index],
                verdict=verdict,
                failure="It broke.\n  saw  smoke",
                message="It broke; saw smoke",
                fingerprint=(REST,),
            )
        return tuple(outcomes)

    monkeypatch.setattr(session, "run", run)
    monkeypatch.chdir(tmp_path)
    if situation.without:
        (copied(tmp_path) / f"{situation.without}.feature").unlink()
    if situation.baseline is not None:
        (tmp_path / "known.toml").write_text(situation.baseline)
    code = main(
        [
            "run",
            *map(str, situation.documents or (documents["customerp-trello"], *situation.beside)),
            *(["--features", "features"] if situation.without else []),
            *(["--baseline", "known.toml"] if situation.baseline is not None else []),
            *situation.options,
            *("--json", "v.json", "--junit", "v.xml", "--markdown", "v.md", "--html", "v.html"),
            *("--annotations", "github"),
        ]
    )
    return code, capsys.readouterr().out.splitlines()


Stand: TypeAlias = dict[str, Counter[str]]
"""How many sentences and rules stand how."""


def in_terminal(printed: Sequence[str]) -> Stand:
    found = {name: next(line for line in printed if line.startswith(name)) for name in ("sentences", "rules")}
    return {name: words(line.partition(": ")[2]) for name, line in found.items()}


def in_html(page: str) -> Stand:
    found = dict(re.findall(r"<div><dt>(\w+)</dt><dd>(.*?)</dd></div>", page))
    return {name: words(re.sub("<.*?>", "", found[name])) for name in ("sentences", "rules")}


def words(text: str) -> Counter[str]:
    """Return the counts in words such as `1 pass, 2 in part`."""
    pairs = [each.partition(" ") for each in text.split(", ") if each != "0" and each]
    return Counter({name: int(count.replace(",", "")) for count, _, name in pairs})


def in_markdown(page: str) -> Stand:
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    heads = rows[0]
    found = {name: Counter(dict(zip(heads, map(int, counts), strict=True))) for name, *counts in rows[2:4]}
    return {name: +counts for name, counts in found.items()}


def in_json(whole: Summary) -> Stand:
    totals = whole["totals"]
    stand = {"sentences": Counter(totals["sentences"]), "rules": Counter(totals["rules"])}
    for name, count in (("sentences", totals["in_part"]["sentences"]), ("rules", totals["in_part"]["rules"])):
        stand[name] += Counter({"in part": count})
        stand[name] -= Counter({"none": count})
    return stand


def from_junit(types: Mapping[str, int]) -> int:
    """Return the exit code to which the types of the cases that are no pass lead."""
    if types.get("error"):
        return 4
    if types.get("fail") or types.get("stale"):
        return 1
    return 3 if types.get("inconclusive") or types.get("none") else 0


def scenarios(whole: object) -> Counter[str]:
    """Return how many scenarios of a summary are no pass, by verdict, or known."""
    found: Counter[str] = Counter()
    match whole:
        case {"verdict": verdict, "evidence": _, **scenario}:
            found["known" if "known" in scenario else str(verdict)] += 1
        case dict():
            for each in whole.values():
                found += scenarios(each)
        case list():
            for each in whole:
                found += scenarios(each)
    del found["pass"]
    return found


def headed(page: str) -> dict[str, int]:
    """Return how many cases of each state a page of Markdown lists."""
    states = {
        "Could not be judged": "error",
        "Failures": "fail",
        "Stale baseline entries": "stale",
        "Not shown: inconclusive": "inconclusive",
        "Not shown": "none",
        "Known failures": "known",
        "Not played": "unplayed",
    }
    return {states[title]: int(count) for title, count in re.findall(r"^### (.+): (\d+)$", page, flags=re.MULTILINE)}
