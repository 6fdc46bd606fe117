"""The report as JUnit XML: a suite for each section, a case for each scenario; what was not shown is no pass.

What was not played is a skipped case, of each sentence and of the run, or a failure where the run has to be complete.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from syncproof.report.provenance import properties
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.report.rows import Completeness, RunRow, ScenarioRow, SectionRow, Summary

# XML 1.0, section 2.2: any other character is invalid, even when escaped.
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(whole: Summary) -> str:
    """Return the report; characters that XML cannot hold are left out."""
    root = ET.Element("testsuites", name="syncproof")
    required = whole["require_complete"]
    for document in whole["documents"]:
        for section in document["sections"]:
            cases = _cases(document["id"], section, required=required)
            root.append(_suite(section["title"], section, whole["run"], cases))
        if not document["sections"]:
            case = _unseen(document["id"], "every section", "the document has no section")
            root.append(_suite(document["title"], document, whole["run"], [case]))
    if whole["played"] < whole["of"]:
        case = _unplayed("syncproof", "every rule is played", whole, required=required)
        root.append(_suite("syncproof", whole, whole["run"], [case]))
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(name: str, part: Completeness, run: RunRow, cases: Iterable[ET.Element]) -> ET.Element:
    """Return a suite; each has the provenance of the run, for readers show suites apart."""
    suite = ET.Element("testsuite", name=_clean(name), timestamp=run["started"])
    listed = ET.SubElement(suite, "properties")
    for key, value in {**properties(run), "rules played": f"{part['played']} of {part['of']}"}.items():
        ET.SubElement(listed, "property", name=_clean(key), value=_clean(value))
    suite.extend(cases)
    _count(suite)
    return suite


def _cases(document: str, section: SectionRow, *, required: bool) -> Iterator[ET.Element]:
    place = f"{document}.{section['id']}"
    for sentence in section["sentences"]:
        for rule in sentence["rules"]:
            for scenario in rule["scenarios"]:
                yield _case(f"{place}.{rule['id']}", scenario)
        if sentence["reason"]:
            # A sentence of which nothing was shown has no scenario that could carry the reason.
            yield _unseen(f"{place}.{sentence['kind']}", sentence["text"], sentence["reason"])
        elif sentence["played"] < sentence["of"]:
            yield _unplayed(f"{place}.{sentence['kind']}", sentence["text"], sentence, required=required)


def _unseen(classname: str, name: str, reason: str) -> ET.Element:
    case = ET.Element("testcase", classname=classname, name=_clean(name))
    ET.SubElement(case, "failure", type=Verdict.NONE, message=_clean(reason))
    return case


def _unplayed(classname: str, name: str, part: Completeness, *, required: bool) -> ET.Element:
    """Return the case of what was not played: readers that know only pass and failure must not see a pass."""
    case = ET.Element("testcase", classname=classname, name=_clean(name))
    left = part["of"] - part["played"]
    text = f"{left} of {part['of']} rules {'was' if left == 1 else 'were'} not played"
    ET.SubElement(case, "failure" if required else "skipped", type=Verdict.NONE, message=text)
    return case


def _case(classname: str, scenario: ScenarioRow) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=classname,
        name=_clean(scenario["name"]),
        file=scenario["file"],
        line=str(scenario["line"]),
        time=f"{scenario['seconds']:.6f}",
    )
    verdict = Verdict(scenario["verdict"])
    if verdict is Verdict.PASS:
        return case
    text = _clean(scenario["failure"])
    failure = ET.SubElement(
        case,
        "error" if verdict is Verdict.ERROR else "failure",
        type="known" if "known" in scenario else verdict,
        message=_clean(scenario.get("known", "")) or _impossible(scenario) or text.partition("\n")[0] or verdict,
    )
    failure.text = text
    return case


def _impossible(scenario: ScenarioRow) -> str:
    wants = scenario.get("wants", [])
    return f"nobody can keep this on the real Trello, without {', '.join(wants)}" if wants else ""


def _count(element: ET.Element) -> None:
    """Write the counts that readers of JUnit expect on an element."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", str(sum(case.find("error") is not None for case in cases)))
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.6f}")


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("", text)
