"""The cases of a run, from which JUnit, Markdown and annotations are made: they cannot disagree.

A case is whatever can be good or bad by itself: a scenario, a sentence of which nothing was shown, a part that was not
played, a stale entry of the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from syncproof.report.exit_code import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.report.gate import StaleRow
    from syncproof.report.rows import Completeness, DocumentRow, ScenarioRow, SectionRow, SentenceRow, Summary


class State(StrEnum):
    """How a case ended; `known` and `unplayed` neither pass nor fail the run."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    KNOWN = "known"
    UNPLAYED = "unplayed"
    NONE = "none"
    INCONCLUSIVE = "inconclusive"
    FAIL = "fail"
    STALE = "stale"
    ERROR = "error"

    @property
    def is_bad(self) -> bool:
        """Whether a run with such a case cannot end with exit code 0."""
        return self not in {State.PASS, State.KNOWN, State.UNPLAYED}


@dataclass(frozen=True, slots=True)
class Case:
    """A case; `group` and `name` say which, `message` in one line why it is no pass, `text` the same on one screen."""

    group: str
    name: str
    state: State
    message: str = ""
    text: str = ""
    file: str = ""
    line: int = 0
    seconds: float = 0.0
    document: str = ""
    """The document that the user named; `document_line` is where it says what the case is about."""
    document_line: int = 0
    is_written: bool = False
    """Whether the feature was written for the run alone, so that no folder has the file."""

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line to look at, '' for none: those of the feature, or, without one, of the document."""
        return (self.document, self.document_line) if self.is_written else (self.file, self.line)


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of a section, of a document without sections, of the baseline, or of the run as a whole."""

    title: str
    played: int
    of: int
    cases: tuple[Case, ...]
    document: str = ""
    """The file of the document that the user named."""
    id: str = ""
    """The document's id; '' for a suite of no document, or of several."""


NO_SECTION = "no section of the document was played"
"""The reason for which nothing was shown of a document without a section, or of one that could not be played."""


NO_SENTENCE = "the section has no sentence"
"""The reason for which nothing was shown of a section that says nothing."""


def suites(whole: Summary) -> Iterator[Suite]:
    """Yield the suites of a run, those of sections first."""
    required, lost = whole["require_complete"], _lost(whole)
    for document in whole["documents"]:
        for section in document["sections"]:
            cases = _of_section(document, section, required=required)
            yield Suite(
                section["title"],
                section["played"],
                section["of"],
                tuple(cases),
                document.get("file", ""),
                document["id"],
            )
        if not document["sections"]:
            file, state = document.get("file", ""), State.ERROR if document["id"] in lost else State.NONE
            case = Case(document["id"], document["title"], state, NO_SECTION, document=file, document_line=1)
            yield Suite(document["title"], document["played"], document["of"], (case,), file, document["id"])
    if others := lost - {document["id"] for document in whole["documents"]}:
        wrong = (Case("syncproof", each, State.ERROR, each) for each in sorted(others))
        yield Suite("syncproof", whole["played"], whole["of"], tuple(wrong))
    if "gate" in whole and whole["gate"]["stale"]:
        yield Suite("baseline", whole["played"], whole["of"], tuple(map(_of_entry, whole["gate"]["stale"])))
    if whole["played"] < whole["of"]:
        case = _unplayed("syncproof", "every rule is played", whole, required=required)
        yield Suite("syncproof", whole["played"], whole["of"], (case,))


def _lost(whole: Summary) -> set[str]:
    """Return what could not be played; what an interruption left counts where no document was begun either."""
    lost = whole["run"].get("not_played", ())
    return {each["what"] for each in lost if each["exit"] != ExitCode.INTERRUPTED or not whole["documents"]}


def cases(whole: Summary) -> Iterator[Case]:
    """Yield all cases of a run."""
    for suite in suites(whole):
        yield from suite.cases


def known(scenario: ScenarioRow) -> str:
    """Return why a baseline lists a failure, who ends it, and until when; '' where no entry excuses the failure."""
    parts = [scenario.get("known", "")]
    parts += [f"owner {scenario['owner']}"] if "owner" in scenario else []
    parts += [f"expires {scenario['expires']}"] if "expires" in scenario else []
    return "; ".join(parts)


def _of_section(document: DocumentRow, section: SectionRow, *, required: bool) -> Iterator[Case]:
    if not section["sentences"]:
        place, file = f"{document['id']}.{section['id']}", document.get("file", "")
        state, why = State(section["verdict"]), section.get("reason", NO_SENTENCE)
        yield Case(place, section["title"], state, why, document=file, document_line=1)
    for sentence in section["sentences"]:
        for case in _of_sentence(f"{document['id']}.{section['id']}", sentence, required=required):
            line = sentence.get("line", 1)
            if "file" in document:
                case = replace(case, document=document["file"], document_line=line)  # noqa: PLW2901 - the same case
            yield replace(case, is_written=document.get("written", False))


def _of_sentence(place: str, sentence: SentenceRow, *, required: bool) -> Iterator[Case]:
    group = f"{place}.{sentence['kind']}"
    for rule in sentence["rules"]:
        for scenario in rule["scenarios"]:
            yield _of_scenario(f"{place}.{rule['id']}", scenario)
        for left in rule["unplayed"]:
            # Its sentence has a case that fails for it.
            yield Case(f"{place}.{rule['id']}", left["name"], State.UNPLAYED, f"not played: {left['why']}")
    if sentence["reason"]:
        # A sentence of which nothing was shown has no scenario that could carry the reason.
        file, line = _place(sentence["answered"][0] if sentence["answered"] else "")
        yield Case(group, sentence["text"], State.NONE, sentence["reason"], file=file, line=line)
    elif sentence["played"] < sentence["of"]:
        yield _unplayed(group, sentence["text"], sentence, required=required)


def _of_scenario(group: str, scenario: ScenarioRow) -> Case:
    state = State.KNOWN if "known" in scenario else State(scenario["verdict"])
    return Case(
        group,
        scenario["name"],
        state,
        "" if state is State.PASS else known(scenario) or _message(scenario),
        scenario["failure"],
        scenario["file"],
        scenario["line"],
        scenario["seconds"],
    )


def _message(scenario: ScenarioRow) -> str:
    wants = scenario.get("wants", [])
    parts = [
        f"nobody can keep this on the real Trello, without {', '.join(wants)}" if wants else "",
        scenario["message"] or " ".join(scenario["failure"].split()) or scenario["verdict"],
        scenario.get("unexcused", ""),
    ]
    return "; ".join(filter(None, parts))


def _of_entry(stale: StaleRow) -> Case:
    file, line = _place(stale["where"])
    name = f"{stale['section']} {stale['rule']}: {stale['scenario']}"
    return Case("baseline", name, State.STALE, f"{stale['why']}: {stale['do']}", file=file, line=line)


def _unplayed(group: str, name: str, part: Completeness, *, required: bool) -> Case:
    """Return the case of what was not played: readers that know only pass and failure must not see a pass."""
    left = part["of"] - part["played"]
    message = f"{left} of {part['of']} rules {'was' if left == 1 else 'were'} not played"
    return Case(group, name, State.NONE if required else State.UNPLAYED, message)


def _place(place: str) -> tuple[str, int]:
    """Return the file and the line of `file:line`."""
    file, _, line = place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (place, 0)
