"""The report as text: each sentence with its verdict, then what failed, then the totals."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from syncproof.errors import BadInput, counted
from syncproof.report import failures, front, lately, levels, unshown_defect
from syncproof.report.capabilities import are_used
from syncproof.report.cases import NO_SENTENCE
from syncproof.report.exit_code import ExitCode, deciding, exit_code, meaning
from syncproof.report.layout import INDENT, Layout
from syncproof.report.standing import PART, UNPLAYED, WORDS, extent, of_sentence
from syncproof.report.stream import WIDTH
from syncproof.report.summary import sentences
from syncproof.report.unplayed import part_of
from syncproof.report.visible import visible
from syncproof.sut.options import declared
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.report.gate import StaleRow
    from syncproof.report.layout import Detail
    from syncproof.report.rows import (
        CapabilityRow,
        DocumentRow,
        ImpossibleRow,
        ScenarioRow,
        SectionRow,
        SentenceRow,
        Summary,
    )

_LINES = 3
"""So many lines of a sentence are shown on a page of the usual width."""


def detail_of(*, quiet: bool, verbose: bool) -> Detail:
    """Return how much a report says. Raises BadInput for both options together."""
    if quiet and verbose:
        raise BadInput("--quiet and --verbose exclude each other", do="name one of them")
    return "quiet" if quiet else "verbose" if verbose else "usual"


def lines(whole: Summary, *, colour: bool = False, width: int = WIDTH, detail: Detail = "usual") -> Iterator[str]:
    """Yield the report's lines; colour only repeats what the words say.

    Control characters, which a record or a document may hold, are shown as escapes: none reaches a terminal.
    """
    whole = _visible(whole)
    page = Layout(width, colour, detail)
    quiet = detail == "quiet"
    since = lately.by_sentence(whole)
    for document in [] if quiet else whole["documents"]:
        yield from _document(document, since, page)
    if failed := list(failures.texts(whole, page)):
        title = [] if quiet else ["Failures" if detail == "verbose" else failures.heading(whole), ""]
        yield from (*title, "\n\n".join(failed), "")
    yield from _blocked(whole["documents"] if quiet else (), page)
    if stale := list(stale_lines(whole)):
        yield from (*stale, "")
    if not quiet:
        yield from _totals(whole)
        for level, text in levels.texts(whole["levels"]):
            yield _field(level, text, page)
        if are_used(whole):
            yield from _capabilities(whole["capabilities"], page)
        yield from _of_the_sync(whole, page)
        if "shard" in whole["run"]:
            yield _field("shard", part_of(whole), page)
    code = exit_code(whole)
    verdict = Verdict.NONE if code is ExitCode.NOT_SHOWN else deciding(whole)
    yield f"exit {code}: {page.painted(meaning(whole), verdict)}"


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


def _document(document: DocumentRow, since: Mapping[str, str], page: Layout) -> Iterator[str]:
    yield f"{document['title']} (generated {document['generated']})"
    if document["played"] < document["of"]:
        yield f"  {extent(document)} played"
    for section in document["sections"]:
        yield ""
        yield f"  {section['title']}"
        if section["played"] < section["of"]:
            yield f"  {extent(section)} played"
        for sentence in section["sentences"]:
            place = f"{document['id']}.{section['id']}.{sentence['kind']}"
            yield from _sentence(section, sentence, since.get(place, ""), page)
            yield from (f"{INDENT}{each}" for each in _places(document, sentence))
        if "reason" in section:
            yield f"    {page.painted(section['verdict'], section['verdict'])}"
            yield from (f"{INDENT}{each}" for each in textwrap.wrap(section["reason"], page.width - len(INDENT)))
        elif not section["sentences"]:
            yield f"    {page.painted('none', 'none')}: {NO_SENTENCE}, so nothing was asserted"
    if not document["sections"]:
        yield f"  {page.painted('none', 'none')}: the document has no section, so nothing was asserted"
    yield ""


def _sentence(section: SectionRow, sentence: SentenceRow, since: str, page: Layout) -> Iterator[str]:
    verdict = sentence["verdict"]
    room = page.width - len(INDENT)
    most = max(_LINES, math.ceil(_LINES * (WIDTH - len(INDENT)) / room))  # a narrow terminal shows no less of it
    text = textwrap.wrap(sentence["text"], room, max_lines=most, placeholder=" …")
    how = of_sentence(sentence)
    in_part = how.state == PART
    if in_part:
        yield f"    {page.painted(how.word, verdict)}"
    else:
        yield f"    {page.painted(f'{verdict:<14}', verdict)}{text.pop(0) if text else ''}"
    yield from (f"{INDENT}{each}" for each in text)
    notes = [since] if since else []
    if sentence["kind"] == "properties":
        notes.append(_origin(section))
    if sentence["reason"]:
        notes.append(sentence["reason"])
    scenarios = [scenario for rule in sentence["rules"] for scenario in levels.stories(rule)]
    whole = sentence["played"] == sentence["of"]
    rules = counted(sentence["of"], "rule") if whole else extent(sentence, sentence["rules"])
    notes.append(_tally(scenarios) if in_part else f"{rules}, {_tally(scenarios)}")
    if swept := [(rule["id"], each) for rule in sentence["rules"] for each in rule["scenarios"] if "cells" in each]:
        notes.append(_swept(swept))
    yield from (page.filled(note) for note in notes)
    if "impossible" in sentence:
        yield from _impossible(sentence["impossible"], page)
    if page.detail == "verbose":
        yield from (_scenario(rule["id"], each, page) for rule in sentence["rules"] for each in rule["scenarios"])


def _places(document: DocumentRow, sentence: SentenceRow) -> list[str]:
    """Return where the Rules of a sentence stand; without features, where the sentence stands in the document."""
    is_written = document.get("written") and "file" in document and "line" in sentence
    return [f"{document['file']}:{sentence['line']}"] if is_written and sentence["answered"] else sentence["answered"]


def _scenario(rule: str, scenario: ScenarioRow, page: Layout) -> str:
    """Return a scenario with its verdict, as `--only` names the scenario."""
    verdict = scenario["verdict"]
    known = ", known" if "known" in scenario else ""
    shown = scenario["evidence"][0] if "cells" in scenario else scenario["name"]
    text = page.filled(f"{rule}: {shown}", f"{INDENT}{f'{verdict}{known}':<14}", f"{INDENT}{'':<14}")
    return text.replace(f"{INDENT}{verdict}", f"{INDENT}{page.painted(verdict, verdict)}", 1)


def _blocked(documents: Sequence[DocumentRow], page: Layout) -> Iterator[str]:
    """Yield the sentences that no sync can keep, where the sentences are not shown otherwise."""
    for section in (each for document in documents for each in document["sections"]):
        for sentence in section["sentences"]:
            if "impossible" in sentence:
                scenarios = [scenario for rule in sentence["rules"] for scenario in levels.stories(rule)]
                head = f"{section['id']} {sentence['kind']} {sentence['verdict']}: {_tally(scenarios)}"
                yield page.filled(head, "", "  ")
                yield from _impossible(sentence["impossible"], page, "  ")
                yield ""


def _impossible(rows: Sequence[ImpossibleRow], page: Layout, indent: str = INDENT) -> Iterator[str]:
    """Yield why no sync can keep a sentence, capability by capability."""
    yield f"{indent}nobody can keep this on the real Trello:"
    for row in rows:
        properties = ", ".join(f"{source} → {target}" for source, target in row["properties"])
        why = f"{properties}: {row['why']}" if properties else row["why"]
        texts = [f"{why} ({row['capability']})", f"seen by {', '.join(row['rules'])}"]
        for text, mark in zip(texts, ("- ", "  "), strict=True):
            yield page.filled(text, f"{indent}{mark}", f"{indent}  ")


def _swept(rules: Sequence[tuple[str, ScenarioRow]]) -> str:
    """Return how many cells of a sentence passed, and the rules of those that did not."""
    cells = [(rule, each["cells"]) for rule, each in rules]
    tried, passed = (
        sum(count) for count in zip(*((of["cells"], of["verdicts"]["pass"]) for _, of in cells), strict=True)
    )
    bad = [
        f"{rule} {of['cells'] - of['verdicts']['pass']:,}" for rule, of in cells if of["verdicts"]["pass"] < of["cells"]
    ]
    text = f"trouble: {passed:,} cells of {tried:,} in {counted(len(rules), 'rule')}"
    return f"{text}; not passed: {', '.join(bad)}" if bad else text


def _origin(section: SectionRow) -> str:
    """Return where a section's properties come from; a report never passes an agreement off as the document."""
    rows = section["properties"]
    documented = sum(row["origin"] == "document" for row in rows)
    if not rows or documented:
        return f"{counted(documented, 'row')} in the document"
    return f"{counted(len(rows), 'row')} from the property agreement, none from the document"


def _tally(scenarios: Sequence[ScenarioRow]) -> str:
    parts = [counted(len(scenarios), "scenario")]
    for verdict in reversed(Verdict):
        count = sum(each["verdict"] == verdict for each in scenarios)
        if verdict is not Verdict.PASS and count:
            parts.append(f"{count} {verdict}")
    listed = sum("known" in each for each in scenarios)
    parts += [f"{listed} known"] if listed else []
    blocked = sum("wants" in each for each in scenarios)
    parts += [f"{blocked} blocked only by a missing capability"] if blocked else []
    return ", ".join(parts)


def stale_lines(whole: Summary) -> Iterator[str]:
    """Yield what is stale in the baseline of a run, if anything is, without control characters."""
    gate = whole.get("gate")
    if gate and gate["stale"]:
        yield from ("Stale baseline entries", "")
        for stale in gate["stale"]:
            yield from map(visible, _stale(stale))


def _stale(stale: StaleRow) -> Iterator[str]:
    yield f"{stale['where']}: {stale['why']}: {stale['section']} {stale['rule']}"
    yield f"  scenario '{stale['scenario']}'"
    yield f"  do       {stale['do']}"


def _totals(whole: Summary) -> Iterator[str]:
    totals, stand = whole["totals"], front.totals(whole)
    rules = [rule for row in sentences(whole["documents"]) for rule in row["rules"]]
    yield f"{'sentences':<11}{_counts(stand['sentences'])}"
    of = whole["of"] if whole["played"] < whole["of"] else 0
    yield f"{'rules':<11}{_counts(stand['rules'], of)}"
    listed = sum("known" in scenario for rule in rules for scenario in rule["scenarios"])
    noted = f" ({listed} known)" if listed else ""
    left = f"; {totals['unplayed']} not played" if totals["unplayed"] else ""
    yield f"{'scenarios':<11}{_counts(totals['scenarios'])}{noted}{left}; {totals['seconds']:.1f} s"
    if "sweep" in whole:
        yield f"{'cells':<11}{_counts(whole['sweep']['verdicts'])}"
    if plays := [each["plays"] for rule in rules for each in rule["scenarios"] if "plays" in each]:
        differ = sum(0 < each["passed"] < each["played"] for each in plays)
        yield f"{'plays':<11}{plays[0]['played']} of each scenario; {differ or 'none'} came out differently"


def _of_the_sync(whole: Summary, page: Layout) -> Iterator[str]:
    """Yield what a reader has to know of the sync: a defect that did not show, its declarations, its history."""
    if text := unshown_defect.text(whole):
        yield page.filled(text, f"{'defect':<11}", " " * 11)
    if text := declared(whole["run"]["sut"]["options"]):
        yield _field("declared", f"judged by what the sync declares: {text}", page)
    for text in lately.texts(whole):
        yield page.filled(text, f"{'history':<11}", " " * 11)


def _capabilities(rows: Sequence[CapabilityRow], page: Layout) -> Iterator[str]:
    """Yield what the fake Trello could do beyond the real one: a pass may rest on such a capability."""
    for on, how in ((True, "beyond the real Trello"), (False, "as the real Trello, without")):
        if names := [row["name"] for row in rows if row["on"] is on]:
            yield _field("played", f"{how}: {', '.join(names)}", page)


def _field(name: str, text: str, page: Layout) -> str:
    return textwrap.fill(
        f"{name:<11}{text}",
        page.width,
        subsequent_indent=" " * 11,
        max_lines=None if page.detail == "verbose" else 2,
        placeholder=" …",
        break_on_hyphens=False,
    )


def _counts(states: Mapping[str, int], of: int = 0) -> str:
    """Return the counts of states, out of so many: those of verdicts, the worst first, and what was left out."""
    named = [
        f"{states[each]} {WORDS.get(each, each)}" for each in (*reversed(Verdict), PART, UNPLAYED) if states.get(each)
    ]
    total = sum(states.values())
    count = f"{total - states.get(UNPLAYED, 0)} of {of}" if of else str(total)
    return f"{count}: {', '.join(named)}" if total else count
