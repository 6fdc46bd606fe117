"""The history of a checklist: since when each sentence stands as it does, and what changes without a reason."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypedDict

from syncproof.report import levels
from syncproof.report.standing import PART, of_whole
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.report.history_rows import FlakyRow, HistoryRow, SignedRow, SinceRow, TurnedRow
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import SentenceRow, Summary

SCHEMA = "syncproof-history/1"
_UNPLAYED = "unplayed"

_NO_INPUTS = {"started", "python", "platform", "ended", "not_played", "ci_run", "last_started"}
"""What a provenance says of when, where and how a run was played, which decides no outcome."""


class EntryRow(TypedDict):
    """A run as a history keeps it: `run` is the SHA-256 of its JSON, `inputs` that of all that decides its outcomes.

    `sentences` has how each sentence stands, by `document/section/kind`, and `stories` each story that is no pass.
    """

    schema: str
    run: str
    started: str
    inputs: str
    sentences: dict[str, str]
    stories: dict[str, str]


def entry_of(whole: Summary, digest: str) -> EntryRow:
    """Return what a history keeps of a run, of whose JSON this is the SHA-256."""
    stories: dict[str, str] = {}
    for place, sentence in sentences_of(whole):
        section = place.rpartition("/")[0]
        for rule in sentence["rules"]:
            stories |= {
                f"{section}: {story['name']}": story["verdict"]
                for story in levels.stories(rule)
                if story["verdict"] != Verdict.PASS
            }
            stories |= {f"{section}: {left['name']}": _UNPLAYED for left in rule["unplayed"]}
    return {
        "schema": SCHEMA,
        "run": digest,
        "started": whole["run"]["started"],
        "inputs": _inputs(whole["run"]),
        "sentences": {place: of_whole(sentence).state for place, sentence in sentences_of(whole)},
        "stories": stories,
    }


def compared(now: EntryRow, earlier: Sequence[EntryRow], signers: Mapping[str, str]) -> HistoryRow:
    """Return what a history says of a run: `earlier` are the runs before, `signers` who signed which of them."""
    before = sorted((each for each in earlier if each["started"] < now["started"]), key=lambda each: each["started"])
    history: HistoryRow = {
        "runs": len(before),
        "sentences": [_since(place, state, now, before) for place, state in now["sentences"].items()],
        "flaky": list(_flaky([*before, now])),
    }
    if signed := next((each for each in reversed(before) if each["run"] in signers), None):
        history["signed"] = _signed(signed, signers[signed["run"]], now)
    return history


def sentences_of(whole: Summary) -> Iterator[tuple[str, SentenceRow]]:
    """Yield each sentence with its place, `document/section/kind`."""
    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                yield f"{document['id']}/{section['id']}/{sentence['kind']}", sentence


def _since(place: str, state: str, now: EntryRow, before: Sequence[EntryRow]) -> SinceRow:
    since, runs, other = now["started"], 1, ""
    for each in reversed(before):
        was = each["sentences"].get(place)
        if was is None or (was == PART and state == Verdict.PASS):  # a run of another part says nothing of the whole
            continue
        if was != state and (was, state) != (Verdict.PASS, PART):
            other = was
            break
        since, runs = each["started"], runs + 1
    return {"sentence": place, "state": state, "since": since, "runs": runs, "before": other}


def _flaky(entries: Sequence[EntryRow]) -> Iterator[FlakyRow]:
    """Yield the stories that came out differently in runs of the same inputs as the latest."""
    alike = [each for each in entries if each["inputs"] == entries[-1]["inputs"]]
    for story in sorted({story for each in alike for story in each["stories"]}):
        played = [state for each in alike if (state := each["stories"].get(story, "pass")) != _UNPLAYED]
        passed = played.count("pass")
        if 0 < passed < len(played):
            yield {"story": story, "passed": passed, "of": len(played)}


def _signed(signed: EntryRow, by: str, now: EntryRow) -> SignedRow:
    turned: list[TurnedRow] = [
        {"sentence": place, "was": signed["sentences"].get(place, ""), "now": state}
        for place, state in now["sentences"].items()
        if signed["sentences"].get(place) != state
    ]
    return {"by": by, "started": signed["started"], "run": signed["run"], "turned": turned}


def _inputs(run: RunRow) -> str:
    """Return the digest of what decides the outcomes of a run: its provenance, but for when, where and how it ended."""
    decides = {key: value for key, value in run.items() if key not in _NO_INPUTS}
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
