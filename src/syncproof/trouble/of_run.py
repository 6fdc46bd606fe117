"""The sweep of a run: a bounded one that is played after the stories, or the JSON of a full one, taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.report import sweep_file
from syncproof.report.sweep_fold import in_order
from syncproof.report.sweep_rows import UNTROUBLED
from syncproof.run.provenance import document_rows, sut_row
from syncproof.run.run_sweep import RunSweep
from syncproof.stories.rules import RULES
from syncproof.trouble.plan import own, to_sweep
from syncproof.trouble.story import canonical_stories
from syncproof.trouble.sweep import SweepPlan, sweep

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.report.sweep_rows import StoryToSweepRow, SweepSummary, SweptStoryRow
    from syncproof.run.plan import RunPlan
    from syncproof.trouble.story import CanonicalStory


_AGAIN = "sweep again: syncproof sweep --json F"


def bounded(plan: RunPlan) -> RunSweep:
    """Return the bounded sweep of a run: of each sentence the first canonical story, every strike once.

    The cells of the other stories, and those that strike until healed, are counted and left to `syncproof sweep`: the
    choice is the same on every machine. Raises BadInput where nothing that the run chose is shown by trouble.
    """
    _check(plan, "--sweep")
    stories, rules = _stories(plan), _rules(plan)
    rows = to_sweep(stories, plan.shard)
    request = plan.request
    mine = own(stories, rows, plan.shard)
    sweep_plan = SweepPlan(
        plan.checklists, mine, request.sut, plan.seeds[0], request.workers, rules=rules, bounded=True
    )

    def swept(stop: Callable[[], bool]) -> Iterator[SweptStoryRow]:
        for tally in sweep(sweep_plan, stop):
            if tally.is_whole:
                yield tally.row(request.sut, plan.seeds[0], request.again or ())

    return RunSweep({"bounded": True, "rules": sorted(rules), "planned": rows}, len(mine), swept)


def taken_in(plan: RunPlan, path: Path) -> RunSweep:
    """Return what the JSON of a full sweep has of a run.

    Raises BadInput where the sweep was another one: of another version, sync or document, of a part of the stories that
    the run would sweep, of some faults alone, a shard, or one that was not whole.
    """
    _check(plan, "--swept")
    whole = sweep_file.load(path)
    stories, rules = _stories(plan), _rules(plan)
    rows = to_sweep(stories, plan.shard)
    if unfit := _unfit(whole, plan) or _gap(whole, rows):
        raise BadInput(unfit[0], where=str(path), do=unfit[1])
    number = plan.shard.number if plan.shard else 1
    mine = [row for row in rows if row["shard"] == number]
    found = in_order(mine, whole["swept"])

    def swept(stop: Callable[[], bool]) -> Iterator[SweptStoryRow]:
        for row in found:
            if stop():
                return
            yield _of_rules(row, rules)

    return RunSweep({"bounded": False, "rules": sorted(rules), "planned": rows}, len(mine), swept, path)


def _unfit(whole: SweepSummary, plan: RunPlan) -> tuple[str, str] | None:
    """Return why a sweep is none of a run, and the cure; None where it is."""
    request, theirs = plan.request, {each["id"]: each["sha256"] for each in whole["documents"]}
    if "shard" in whole:
        return f"shard {whole['shard']} of a sweep, not a whole one", "syncproof merge makes one of all shards"
    if whole["totals"]["left_out"] or whole["totals"]["unswept"]:
        return f"the sweep is not whole: it was {whole['ended']}", _AGAIN
    if whole["selection"]["faults"] or whole["selection"]["stories"]:
        return "the sweep has some faults or stories alone", "sweep without --fault and --story"
    if whole["sut"] != sut_row(request.sut):
        return "the sweep is of another sync", "name the same sync, with the same options"
    for each in document_rows(plan.checklists, request.features, plan.digests):
        if theirs.get(each["id"]) != each["sha256"]:
            there = "has another text of the document" if each["id"] in theirs else "lacks the document"
            return f"the sweep {there} {each['id']}", _AGAIN
    return None


def _gap(whole: SweepSummary, rows: Sequence[StoryToSweepRow]) -> tuple[str, str] | None:
    """Return how many stories of a run a sweep lacks, and the cure; None where it has all."""
    missing = len(rows) - len(in_order(rows, whole["swept"]))
    return (f"the sweep lacks {missing} of the {len(rows)} stories of the chosen sections", _AGAIN) if missing else None


def _check(plan: RunPlan, option: str) -> None:
    request = plan.request
    for given, other in (
        (request.last_failed, "--last-failed"),
        (request.trello_as_is, "--trello-as-is"),
        (request.sut.attach, "--attach"),
    ):
        if given:
            raise BadInput(f"{option} and {other} exclude each other", do="name one of them")
    if not _rules(plan):
        what = f"{option}: trouble shows no rule that is chosen by {' '.join(request.choice.options())}"
        raise BadInput(what, do=f"leave out {option}, or choose rules of the level robust")
    if not _stories(plan):
        what = f"{option}: no story of a chosen section can be told, so there is nothing to sweep"
        raise BadInput(what, do=f"leave out {option}")


def _stories(plan: RunPlan) -> list[CanonicalStory]:
    """Return the canonical stories of the chosen sections."""
    declared = FAKES.declared
    sections = {(each.slug, section.slug): section for each in plan.checklists for section in each.sections}
    return [
        story
        for each in plan.checklists
        for story in canonical_stories(each, declared)
        if plan.request.choice.has(each.slug, sections[each.slug, story.section])
    ]


def _rules(plan: RunPlan) -> frozenset[str]:
    """Return the rules that are chosen, and that trouble shows: those of faults and crashes, and those of acts."""
    robust = {rule.id for rule in RULES.values() if rule.level == "robust"}
    shown = robust | {act.rule for story in _stories(plan) for act in story.acts}
    return frozenset(rule for rule in shown if plan.request.choice.takes(rule, ""))


def _of_rules(row: SweptStoryRow, rules: frozenset[str]) -> SweptStoryRow:
    """Return a story with the cells of some rules alone, and with what it breaks without any trouble."""
    counts = [each for each in row["counts"] if each["rule"] in rules or each["strike"] == UNTROUBLED]
    tried = sum(count for each in counts for count in each["verdicts"].values())
    return {
        **row,
        "cells": row["cells"] - row["tried"] + tried,
        "tried": tried,
        "counts": counts,
        "failures": [each for each in row["failures"] if each["rule"] in rules or each["strike"] == UNTROUBLED],
    }
