"""The summary of a run as a function of its events, of one run or of the shards of one, without I/O.

All reports are made from a summary, and so from the events: whether they come from a run or from a file.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from syncproof.checklist import Checklist, End, Row, Section, Sentence, numbered
from syncproof.checklist.cells import ReadCell, cell
from syncproof.checklist.oddity import Oddity
from syncproof.errors import HarnessBroke
from syncproof.report.plays import Play, merged
from syncproof.report.run_events import (
    BROKEN_OFF,
    COMPLETE,
    ENDS,
    FAILED_FAST,
    INTERRUPTED,
    OUT_OF_TIME,
    BeganRow,
    JudgedRow,
    RunEvent,
    known_failure,
    outcome_of,
    plays_of,
)
from syncproof.report.summary import summary
from syncproof.report.sweep_fold import Place, place_of, totals
from syncproof.report.swept import NAME, swept_rules
from syncproof.report.unplayed import Unplayed
from syncproof.report.unswept import not_asked_for, unswept_rules
from syncproof.stories.choice import Key, Owed
from syncproof.verdict import Outcome, baseline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import PropertyRow, Summary, SweepTotalsRow
    from syncproof.report.run_events import ChecklistRow, PlannedRow, PromisesRow, SweptRow
    from syncproof.report.sweep_rows import StoryToSweepRow, SweepPlanRow

_WHY = {
    OUT_OF_TIME: "the time of --minutes was over",
    FAILED_FAST: "--fail-fast ended the run at the first failure",
    INTERRUPTED: "the run was interrupted",
    BROKEN_OFF: "the run was broken off, and no process said why",
}
_TOGETHER = timedelta(minutes=1)
"""Shards that start within less need no word about their times."""
_Story: TypeAlias = tuple[str, str, str]


class _Shard(NamedTuple):
    """The events of one shard: which it was, how often its stories were played, what was swept, and how it ended."""

    number: int
    judged: Mapping[_Story, Mapping[int, JudgedRow]]
    swept: Mapping[Place, SweptRow]
    ended: str


def folded(events: Sequence[RunEvent]) -> Summary:
    """Return the summary of a run. Raises HarnessBroke where a run that is complete lacks the outcome of a story."""
    began = cast("BeganRow", events[0])
    whole = _summary(began["run"], began, [_shard(events)], "it is in shard {0}")
    if "shard" in began["run"]:
        whole["events"] = cast("list[dict[str, Any]]", list(events))
    return whole


def joined(shards: Sequence[Sequence[RunEvent]]) -> Summary:
    """Return the summary of a run that was played in shards, none of them twice; some may be missing.

    Raises HarnessBroke as `folded`. The shards have to be those of one run, see `report.merge`.
    """
    began = [cast("BeganRow", events[0]) for events in shards]
    first = began[0]
    run: RunRow = {
        **first["run"],
        "started": min(each["run"]["started"] for each in began),
        "python": _each(each["run"]["python"] for each in began),
        "platform": _each(each["run"]["platform"] for each in began),
    }
    del run["shard"]
    last = max(each["run"]["started"] for each in began)
    if datetime.fromisoformat(last) - datetime.fromisoformat(run["started"]) >= _TOGETHER:
        run["last_started"] = last
    lost = [row for each in began for row in each["run"].get("not_played", ())]
    if lost:
        run["not_played"] = [row for index, row in enumerate(lost) if row not in lost[:index]]
    return _summary(run, first, [_shard(events) for events in shards], "it is in shard {0}, which is missing")


def _each(values: Any) -> str:  # noqa: ANN401 - an iterable of texts
    return "; ".join(dict.fromkeys(values))


def _shard(events: Sequence[RunEvent]) -> _Shard:
    judged: dict[_Story, dict[int, JudgedRow]] = defaultdict(dict)
    swept: dict[Place, SweptRow] = {}
    number, ended = 1, BROKEN_OFF
    for event in events:
        match event["event"]:
            case "began":
                number = int(event["run"].get("shard", "1/1").partition("/")[0])
            case "judged":
                judged[event["document"], event["section"], event["name"]][event["play"]] = event
            case "swept":
                swept[place_of(event)] = event
            case "ended":
                ended = event["how"]
    return _Shard(number, judged, swept, ended)


def _summary(run: RunRow, began: BeganRow, shards: Sequence[_Shard], elsewhere: str) -> Summary:
    seeds, repeat = plays_of(run)
    times = len(seeds) * repeat
    by_number = {shard.number: shard for shard in shards}
    of = began["run"].get("shard", "1/1").partition("/")[2]
    outcomes: list[Outcome] = []
    unplayed: list[Unplayed] = []
    for story in began["planned"]:
        shard = by_number.get(story["shard"])
        if shard is None:
            unplayed.append(_unplayed(story, elsewhere.format(f"{story['shard']} of {of}")))
            continue
        rows = shard.judged.get(_story(story), {})
        if shard.ended == COMPLETE and len(rows) != times:
            raise HarnessBroke(f"a story is missing in some of the plays: {'/'.join(_story(story))}")
        if outcome := _outcome(rows, seeds, repeat):
            outcomes.append(outcome)
        else:
            why = _WHY[shard.ended]
            if shard.ended == FAILED_FAST and "baseline" in began:
                why += " that no baseline excuses"
            after = f", after {len(rows)} of {times} plays" if rows else ""
            unplayed.append(_unplayed(story, f"{why}{after}"))
    planned = {(story["shard"], *_story(story)) for story in began["planned"]}
    for shard in shards:
        if strange := [story for story in shard.judged if (shard.number, *story) not in planned]:
            raise HarnessBroke(f"a story was judged that the run did not plan: {'/'.join(strange[0])}")
    swept, unswept = _swept(began, by_number, of, elsewhere)
    ended = max((shard.ended for shard in shards), key=[*ENDS, BROKEN_OFF].index)
    if not (unplayed or unswept) and ended in {OUT_OF_TIME, FAILED_FAST}:
        ended = COMPLETE
    run = {**run, "ended": ended}
    documents = began["documents"]
    requested = {key: owed for each in documents for key, owed in _requested(each).items()}
    aside = not_asked_for(swept, requested, run["selection"])
    swept = [row for row in swept if all(row is not other for other, _ in aside)]
    rules = list(swept_rules(swept, requested))
    unplayed += unswept_rules([*unswept, *aside], requested, began["sweep"]["rules"] if "sweep" in began else [])
    whole = summary(
        [_checklist(each) for each in documents],
        requested,
        outcomes,
        _gate(run, began, [*outcomes, *(each.outcome for each in rules)], unplayed),
        began["capabilities"],
        run=run,
        extent={key: has for each in documents for key, has in _extent(each).items()},
        require_complete=began["require_complete"],
        unplayed=unplayed,
        swept=rules,
        sweep=_totals(began["sweep"], swept, len(aside)) if "sweep" in began else None,
    )
    return _noted(whole, {_checklist(each).slug for each in documents if each.get("written")})


def _totals(sweep: SweepPlanRow, swept: Sequence[SweptRow], aside: int) -> SweepTotalsRow:
    return totals(sweep["planned"], swept, bounded=sweep["bounded"], aside=aside)


def _noted(whole: Summary, written: Collection[str]) -> Summary:
    """Return a summary that says of which documents the features were written for the run alone."""
    for row in whole["documents"]:
        if row["id"] in written:
            row["written"] = True
    return whole


def _swept(
    began: BeganRow, shards: Mapping[int, _Shard], of: str, elsewhere: str
) -> tuple[list[SweptRow], list[tuple[StoryToSweepRow, str]]]:
    """Return the stories that were swept, in the order of the plan, and those that were not, each with the reason."""
    swept: list[SweptRow] = []
    unswept: list[tuple[StoryToSweepRow, str]] = []
    planned = began["sweep"]["planned"] if "sweep" in began else []
    for story in planned:
        shard = shards.get(story["shard"])
        if shard is None:
            unswept.append((story, elsewhere.format(f"{story['shard']} of {of}")))
        elif place_of(story) in shard.swept:
            swept.append(shard.swept[place_of(story)])
        elif shard.ended == COMPLETE:
            raise HarnessBroke(f"a story was not swept: {'/'.join(place_of(story))}")
        else:
            unswept.append((story, _WHY[shard.ended]))
    known = {(story["shard"], *place_of(story)) for story in planned}
    for shard in shards.values():
        if strange := [place for place in shard.swept if (shard.number, *place) not in known]:
            raise HarnessBroke(f"a story was swept that the run did not plan: {'/'.join(strange[0])}")
    return swept, unswept


def _outcome(rows: Mapping[int, JudgedRow], seeds: range, repeat: int) -> Outcome | None:
    """Return the outcome of all plays of a story, None where a play is missing and the others passed."""
    plays = [Play(rows[index]["seed"], outcome_of(rows[index])) for index in sorted(rows)]
    return merged(plays, seeds, repeat) if plays else None


def _unplayed(story: PlannedRow, why: str) -> Unplayed:
    return Unplayed(story["document"], story["section"], story["rule"], story["name"], story["line"], why)


def _story(story: PlannedRow) -> _Story:
    return story["document"], story["section"], story["name"]


def _gate(
    run: RunRow, began: BeganRow, outcomes: Sequence[Outcome], unplayed: Sequence[Unplayed]
) -> baseline.BaselineGate | None:
    """Return what the baseline makes of the outcomes; an entry of what was not played is not stale."""
    if "baseline" not in began:
        return None
    entries = {known_failure(each): each["judged"] for each in began["baseline"]}
    left = {(f"{each.document}/{each.section}", each.rule, each.name) for each in unplayed}
    return baseline.gate(
        tuple(entries),
        outcomes,
        lambda entry: entries[entry] and entry.key not in left and (entry.scenario != NAME or "sweep" in began),
        datetime.fromisoformat(run["started"]).date(),
    )


def _checklist(row: ChecklistRow) -> Checklist:
    return Checklist(
        row["title"],
        row["source"],
        row["target"],
        row["generated"],
        numbered(map(_section, row["sections"])),
        row.get("file", ""),
        name=row.get("name", ""),
    )


def _section(row: PromisesRow) -> Section:
    return Section(
        row["title"],
        End(**row["source"]),
        End(**row["target"]),
        tuple(Sentence(each["kind"], each["text"], each.get("line", 0)) for each in row["sentences"]),
        tuple(map(_row, row["properties"])),
        oddities=(Oddity(0, row["doubt"], "", is_doubt=True),) if "doubt" in row else (),
    )


def _row(row: PropertyRow) -> Row:
    source = cell(row["source_cell"]) if "source_cell" in row else ReadCell(row["source"])
    target = cell(row["target_cell"]) if "target_cell" in row else ReadCell(row["target"])
    return Row(
        row["source"],
        row["target"],
        row["type"],
        cast("Any", row["origin"]),
        source.qualifiers,
        target.qualifiers,
        nickname=row.get("label", ""),
    )


def _requested(row: ChecklistRow) -> dict[Key, Owed]:
    checklist = _checklist(row)
    return {
        Key(checklist.slug, section.slug, each["kind"]): Owed(
            tuple(rule["id"] for rule in each["rules"] if rule["owed"]),
            tuple(each["answered"]),
            each["unanswered"],
            each.get("doubt", ""),
        )
        for section, promises in zip(checklist.sections, row["sections"], strict=True)
        for each in promises["sentences"]
        if each["requested"]
    }


def _extent(row: ChecklistRow) -> dict[Key, Mapping[str, int]]:
    checklist = _checklist(row)
    return {
        Key(checklist.slug, section.slug, each["kind"]): {rule["id"]: rule["total"] for rule in each["rules"]}
        for section, promises in zip(checklist.sections, row["sections"], strict=True)
        for each in promises["sentences"]
    }
