"""The report as text: each sentence with its verdict, then what failed, then the totals; 80 columns wide."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from syncproof.report import levels
from syncproof.report.cases import known
from syncproof.report.exit_code import ExitCode, deciding, exit_code, meaning
from syncproof.report.failure import LAST_FIELDS
from syncproof.report.summary import sentences
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.report.rows import (
        CapabilityRow,
        Completeness,
        DocumentRow,
        ImpossibleRow,
        RuleRow,
        ScenarioRow,
        SectionRow,
        SentenceRow,
        StaleRow,
        Summary,
    )

_WIDTH = 80
_SCREEN = 24
_INDENT = " " * 18
_COLOURS = {"pass": "32", "fail": "31", "error": "35", "inconclusive": "33", "none": "33"}


def lines(whole: Summary, *, colour: bool = False) -> Iterator[str]:
    """Yield the report's lines; colour only repeats what the words say.

    Control characters, which a record or a document may hold, are shown as escapes: none reaches a terminal.
    """
    whole = _visible(whole)
    for document in whole["documents"]:
        yield from _document(document, colour=colour)
    failures = list(_failures(whole))
    if failures:
        yield from ("Failures", "", "\n\n".join(failures), "")
    gate = whole.get("gate")
    if gate and gate["stale"]:
        yield from ("Stale baseline entries", "")
        for stale in gate["stale"]:
            yield from _stale(stale)
        yield ""
    yield from _totals(whole)
    for level, text in levels.texts(whole["levels"]):
        yield _field(level, text)
    yield from _capabilities(whole["capabilities"])
    code = exit_code(whole)
    verdict = Verdict.NONE if code is ExitCode.NOT_SHOWN else deciding(whole)
    yield f"exit {code}: {_painted(meaning(whole), verdict, colour=colour)}"


def _visible(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has, and the same again
    match value:
        case str():
            return visible(value)
        case list():
            return [_visible(each) for each in value]
        case dict():
            return {key: _visible(each) for key, each in value.items()}
        case _:
            return value


def _document(document: DocumentRow, *, colour: bool) -> Iterator[str]:
    yield f"{document['title']} (generated {document['generated']})"
    if document["played"] < document["of"]:
        yield f"  {_extent(document)} played"
    for section in document["sections"]:
        yield ""
        yield f"  {section['title']}"
        if section["played"] < section["of"]:
            yield f"  {_extent(section)} played"
        for sentence in section["sentences"]:
            yield from _sentence(section, sentence, colour=colour)
    if not document["sections"]:
        yield f"  {_painted('none', 'none', colour=colour)}: the document has no section, so nothing was asserted"
    yield ""


def _sentence(section: SectionRow, sentence: SentenceRow, *, colour: bool) -> Iterator[str]:
    verdict = sentence["verdict"]
    text = textwrap.wrap(sentence["text"], _WIDTH - len(_INDENT), max_lines=3, placeholder=" …")
    if _passes_in_part(sentence):
        label = f"{_extent(sentence, sentence['rules'])}: {sentence['chosen']}"
        yield f"    {_painted(label, verdict, colour=colour)}"
    else:
        yield f"    {_painted(f'{verdict:<14}', verdict, colour=colour)}{text.pop(0) if text else ''}"
    yield from (f"{_INDENT}{each}" for each in text)
    notes = []
    if sentence["kind"] == "properties":
        notes.append(_origin(section))
    if sentence["reason"]:
        notes.append(sentence["reason"])
    scenarios = [scenario for rule in sentence["rules"] for scenario in rule["scenarios"]]
    whole = sentence["played"] == sentence["of"]
    rules = _counted(sentence["of"], "rule") if whole else _extent(sentence, sentence["rules"])
    notes.append(_tally(scenarios) if _passes_in_part(sentence) else f"{rules}, {_tally(scenarios)}")
    for note in notes:
        yield textwrap.fill(note, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    if "impossible" in sentence:
        yield from _impossible(sentence["impossible"])
    yield from (f"{_INDENT}{place}" for place in sentence["answered"])


def _impossible(rows: Sequence[ImpossibleRow]) -> Iterator[str]:
    """Yield why no sync can keep a sentence, capability by capability."""
    yield f"{_INDENT}nobody can keep this on the real Trello:"
    for row in rows:
        properties = ", ".join(f"{source} → {target}" for source, target in row["properties"])
        why = f"{properties}: {row['why']}" if properties else row["why"]
        texts = [f"{why} ({row['capability']})", f"seen by {', '.join(row['rules'])}"]
        for text, mark in zip(texts, ("- ", "  "), strict=True):
            yield textwrap.fill(
                text,
                _WIDTH,
                initial_indent=f"{_INDENT}{mark}",
                subsequent_indent=f"{_INDENT}  ",
                break_on_hyphens=False,
            )


def _origin(section: SectionRow) -> str:
    """Return where a section's properties come from; a report never passes an agreement off as the document."""
    rows = section["properties"]
    documented = sum(row["origin"] == "document" for row in rows)
    if not rows or documented:
        return f"{_counted(documented, 'row')} in the document"
    return f"{_counted(len(rows), 'row')} from the property agreement, none from the document"


def _tally(scenarios: Sequence[ScenarioRow]) -> str:
    parts = [_counted(len(scenarios), "scenario")]
    for verdict in reversed(Verdict):
        count = sum(each["verdict"] == verdict for each in scenarios)
        if verdict is not Verdict.PASS and count:
            parts.append(f"{count} {verdict}")
    listed = sum("known" in each for each in scenarios)
    parts += [f"{listed} known"] if listed else []
    blocked = sum("wants" in each for each in scenarios)
    parts += [f"{blocked} blocked only by a missing capability"] if blocked else []
    return ", ".join(parts)


def _failures(whole: Summary) -> Iterator[str]:
    """Yield the text of each scenario that is not a pass: a screen at most, two lines if the failure is known.

    Scenarios blocked only by a missing capability are left out: their sentence says so for all of them.
    """
    for sentence in sentences(whole["documents"]):
        for rule in sentence["rules"]:
            for scenario in rule["scenarios"]:
                place = f"{scenario['file']}:{scenario['line']}"
                title = f"{rule['id']} {scenario['verdict']}"
                if "known" in scenario:
                    yield f"{title}, known: {scenario['name']}\n  {known(scenario)}"
                elif "wants" in scenario:
                    continue
                elif scenario["verdict"] != Verdict.PASS:
                    failure = scenario["failure"]
                    text = _screen(failure) if failure else f"{title}: {scenario['name']}\n  {place}"
                    yield f"{text}{_unexcused(scenario)}"


def _unexcused(scenario: ScenarioRow) -> str:
    """Return why the baseline does not excuse a failure that an entry lists, as a last field of the failure."""
    if "unexcused" not in scenario:
        return ""
    return "\n" + textwrap.fill(
        scenario["unexcused"], _WIDTH, initial_indent="  baseline  ", subsequent_indent=" " * 12, break_on_hyphens=False
    )


def _screen(text: str) -> str:
    """Return a failure cut to one screen; its last lines, how often it was seen and how to run it again, stay."""
    rows = text.splitlines()
    if len(rows) <= _SCREEN:
        return text
    kept = next((index for index, row in enumerate(rows) if row.startswith(LAST_FIELDS)), len(rows))
    room = _SCREEN - 1 - (len(rows) - kept)
    return "\n".join([*rows[:room], f"  … and {_counted(kept - room, 'line')} more", *rows[kept:]])


def _stale(stale: StaleRow) -> Iterator[str]:
    yield f"{stale['where']}: {stale['why']}: {stale['section']} {stale['rule']}"
    yield f"  scenario {stale['scenario']}"
    yield f"  do       {stale['do']}"


def _totals(whole: Summary) -> Iterator[str]:
    totals, rows = whole["totals"], sentences(whole["documents"])
    rules = [rule for row in rows for rule in row["rules"]]
    yield f"{'sentences':<11}{_verdicts(totals['sentences'], sum(map(_passes_in_part, rows)))}"
    of = whole["of"] if whole["played"] < whole["of"] else 0
    yield f"{'rules':<11}{_verdicts(totals['rules'], sum(map(_passes_in_part, rules)), of)}"
    listed = sum("known" in scenario for rule in rules for scenario in rule["scenarios"])
    noted = f" ({listed} known)" if listed else ""
    yield f"{'scenarios':<11}{_verdicts(totals['scenarios'])}{noted}; {totals['seconds']:.1f} s"
    if plays := [each["plays"] for rule in rules for each in rule["scenarios"] if "plays" in each]:
        differ = sum(0 < each["passed"] < each["played"] for each in plays)
        yield f"{'plays':<11}{plays[0]['played']} of each scenario; {differ or 'none'} came out differently"


def _passes_in_part(row: Completeness | RuleRow) -> bool:
    """Whether all that was played passes, and something was not played: that is no pass."""
    return row["chosen"] == Verdict.PASS != row["verdict"]


def _extent(row: Completeness, rules: Sequence[RuleRow] = ()) -> str:
    """Return how many rules were played; `rules` are those of which some scenarios may have been left out."""
    partial = sum(map(levels.is_partial, rules))
    return f"{row['played']} of {_counted(row['of'], 'rule')}{f' and {partial} in part' if partial else ''}"


def _capabilities(rows: Sequence[CapabilityRow]) -> Iterator[str]:
    """Yield what the fake Trello could do beyond the real one: a pass may rest on such a capability."""
    for on, how in ((True, "beyond the real Trello"), (False, "as the real Trello, without")):
        if names := [row["name"] for row in rows if row["on"] is on]:
            yield _field("played", f"{how}: {', '.join(names)}")


def _field(name: str, text: str) -> str:
    return textwrap.fill(
        f"{name:<11}{text}",
        _WIDTH,
        subsequent_indent=" " * 11,
        max_lines=2,
        placeholder=" …",
        break_on_hyphens=False,
    )


def _verdicts(counts: Mapping[str, int], in_part: int = 0, of: int = 0) -> str:
    """Return the counts, out of so many; of the verdicts `none`, some stand for what passes in part."""
    shown = {**counts, Verdict.NONE: counts[Verdict.NONE] - in_part}
    named = [f"{shown[verdict]} {verdict}" for verdict in reversed(Verdict) if shown[verdict]]
    named += [f"{in_part} in part"] if in_part else []
    total = sum(counts.values())
    count = f"{total} of {of}" if of else str(total)
    return f"{count}: {', '.join(named)}" if total else count


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _painted(text: str, verdict: str, *, colour: bool) -> str:
    return f"\x1b[{_COLOURS[verdict]}m{text}\x1b[0m" if colour else text
