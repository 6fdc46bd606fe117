"""The report as JUnit XML: a suite for each section, a case for each scenario; what was not shown is no pass.

A known failure is a skipped case with its reason, and so is what was not played, unless the run has to be complete.
A stale entry of the baseline is a failing case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from syncproof.report.cases import State, suites
from syncproof.report.exit_code import exit_code, meaning
from syncproof.report.provenance import properties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.report.cases import Case, Suite
    from syncproof.report.rows import Summary

# XML 1.0, section 2.2: any other character is invalid, even when escaped.
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {State.UNPLAYED: "none"}
"""The type of a case that is no pass, where the state has another name."""


def xml(whole: Summary) -> str:
    """Return the report; characters that XML cannot hold are left out."""
    root = ET.Element("testsuites", name="syncproof")
    exit_line = f"{exit_code(whole)}: {meaning(whole)}"
    notes = {f"level {each['level']}": each["note"] for each in whole["levels"] if each["note"]}
    for suite in suites(whole):
        provenance = {**properties(whole["run"], suite.id), **notes, "exit": exit_line}
        root.append(_suite(suite, provenance, whole))
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(suite: Suite, provenance: Mapping[str, str], whole: Summary) -> ET.Element:
    """Return a suite; each has the provenance of the run and of its document, for readers show suites apart."""
    element = ET.Element("testsuite", name=_clean(suite.title), timestamp=whole["run"]["started"])
    listed = ET.SubElement(element, "properties")
    document = {"document": suite.document} if suite.document else {}
    for key, value in {**provenance, **document, "rules played": f"{suite.played} of {suite.of}"}.items():
        ET.SubElement(listed, "property", name=_clean(key), value=_clean(value))
    element.extend(map(_case, suite.cases))
    _count(element)
    return element


def _case(case: Case) -> ET.Element:
    element = ET.Element("testcase", classname=case.group, name=_clean(case.name))
    file, line = case.place
    if file:
        element.set("file", _clean(file))
        element.set("line", str(line))
    element.set("time", f"{case.seconds:.6f}")
    if case.state is State.PASS:
        return element
    tag = "error" if case.state is State.ERROR else "failure" if case.state.is_bad else "skipped"
    kind = _TYPES.get(case.state, case.state)
    ET.SubElement(element, tag, type=kind, message=_clean(case.message)).text = _clean(case.text)
    return element


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
