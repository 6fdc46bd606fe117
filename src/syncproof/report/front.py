"""The top of a page: how the run stands, of how much of the checklist, and what to look at first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from syncproof.report import levels
from syncproof.report.exit_code import ExitCode, deciding, exit_code
from syncproof.report.exit_code import meaning as meaning_of_exit_code
from syncproof.report.standing import KNOWN, PART, UNPLAYED, Standing, is_unplayed, of_rule, of_sentence, of_story
from syncproof.report.summary import sentences
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncproof.report.rows import FailureCauseRow, ScenarioRow, Summary


class PageCause(NamedTuple):
    """A cause of so many failures; `first` is the shortest of them, `sections` the cause of each section."""

    what: str
    verdict: str
    stories: int
    first: ScenarioRow
    sections: tuple[FailureCauseRow, ...]


def standing(whole: Summary) -> Standing:
    """Return how the run stands, which is what its exit code says."""
    code = exit_code(whole)
    if code is ExitCode.PASS:
        is_part = whole["played"] < whole["of"]
        if any("known" in story for _, story in _stories(whole)):
            return Standing(PART, "nothing new fails, in part") if is_part else Standing(KNOWN, "nothing new fails")
        if is_part:
            return Standing(PART, "passes in part")
        return Standing(Verdict.PASS, "passes")
    if code is ExitCode.FAIL:
        return Standing(Verdict.FAIL, "fails")
    if code is ExitCode.NOT_SHOWN:
        verdict = deciding(whole)
        return Standing(Verdict.INCONCLUSIVE if verdict is Verdict.INCONCLUSIVE else Verdict.NONE, "is not shown")
    return Standing(Verdict.ERROR, "was interrupted" if code is ExitCode.INTERRUPTED else "could not be judged")


def meaning(whole: Summary) -> str:
    """Return what the verdict means, with its counts where the exit code has none."""
    code, totals = exit_code(whole), whole["totals"]
    counted = {ExitCode.PASS, ExitCode.FAIL, *([ExitCode.NOT_SHOWN] if sum(totals["sentences"].values()) else [])}
    if "gate" in whole or code not in counted or (code is not ExitCode.FAIL and partial(whole)):
        return meaning_of_exit_code(whole)
    stories = sum(totals["scenarios"].values())
    if code is ExitCode.NOT_SHOWN:
        unshown = totals["sentences"][Verdict.NONE] + totals["sentences"][Verdict.INCONCLUSIVE]
        be = "is" if unshown == 1 else "are"
        return (
            f"nothing fails, and {unshown:,} of {sum(totals['sentences'].values()):,} sentences {be} not shown to hold"
        )
    if code is ExitCode.PASS:
        sentences, rules = (sum(totals[name].values()) for name in ("sentences", "rules"))
        return f"all {sentences:,} sentences, in {rules:,} rules and {stories:,} stories"
    found = len({cause["what"] for cause in whole["causes"]})
    blocked = sum("wants" in story for _, story in _stories(whole))
    parts = [f"{totals['scenarios'][Verdict.FAIL]:,} of {stories:,} stories"]
    parts += [f"{found} {'cause' if found == 1 else 'causes'}"] if found else []
    parts += [f"{blocked:,} blocked only by a missing capability"] if blocked else []
    return ", ".join(parts)


def partial(whole: Summary) -> str:
    """Return what part was played, '' for the whole."""
    left = whole["totals"]["unplayed"]
    stories = f"; {left} {'story' if left == 1 else 'stories'} chosen and not played" if left else ""
    if whole["played"] == whole["of"] and not left:
        return ""
    return f"{whole['played']} of {whole['of']} rules were played{stories}"


def totals(whole: Summary) -> Mapping[str, Mapping[str, int]]:
    """Return how many sentences, rules and stories stand how."""
    found = sentences(whole["documents"])
    rules = [rule for sentence in found for rule in sentence["rules"]]
    stories = [story for rule in rules for story in levels.stories(rule)]
    totals = {
        "sentences": Counter(of_sentence(each).state for each in found),
        "rules": Counter(UNPLAYED if is_unplayed(each) else of_rule(each).state for each in rules),
        "stories": Counter(of_story(each).state for each in stories),
    }
    cells = {"cells": Counter(whole["sweep"]["verdicts"])} if "sweep" in whole else {}
    return {name: +counts for name, counts in {**totals, **cells}.items()}


def _places(rows: Iterable[FailureCauseRow]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        yield from ((row["document"], row["section"], each["name"]) for each in row["scenarios"])


def causes(whole: Summary) -> list[PageCause]:
    """Return what is broken in whichever sections, the cause of most stories first."""
    stories = dict(_stories(whole))
    found: dict[tuple[str, str], list[FailureCauseRow]] = {}
    for row in whole["causes"]:
        found.setdefault((row["what"], row["verdict"]), []).append(row)
    whats = [
        PageCause(
            what,
            verdict,
            sum(len(row["scenarios"]) for row in rows),
            min((stories[place] for place in _places(rows)), key=lambda story: story["failure"].count("\n")),
            tuple(rows),
        )
        for (what, verdict), rows in found.items()
    ]
    return sorted(whats, key=lambda cause: -cause.stories)


def _stories(whole: Summary) -> Iterator[tuple[tuple[str, str, str], ScenarioRow]]:
    """Yield each scenario with its document, its section and its name."""
    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                for rule in sentence["rules"]:
                    for story in rule["scenarios"]:
                        yield (document["id"], section["id"], story["name"]), story
