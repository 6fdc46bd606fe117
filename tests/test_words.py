"""The words of the code: a public class has a name of its own, and a docstring names its subject."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from tests.test_layers import MODULES

RULES: Mapping[str, str] = {
    r"(It|They|Who|Whom|Whoever|What|Whatever|That|One (that|which|who|whose))\b": "name the subject with a noun",
    r"(Tell|Tells|Return|Returns|Say|Says) whether\b": "begin a predicate's docstring with Whether",
    r"The verbs\.$": "say which verbs, and of which noun",
}
"""How the first sentence of a docstring may not begin, and what to do instead."""

_FILLERS = {"the", "a", "an", "all", "of", "its", "return", "yield", "make"}

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public_classes() -> Iterator[tuple[str, str]]:
    """Yield the public classes of `src` and `steps`, each as its name and its module."""
    for module, file in MODULES.items():
        if not module.startswith("fakes."):
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name, module


def complaints(source: str) -> Iterator[str]:
    """Yield, for each docstring that breaks a rule, its line, its first sentence and what to do instead."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, Documented) or (docstring := ast.get_docstring(node)) is None:
            continue
        sentence = re.split(r"(?<=[.:;])\s", docstring, maxsplit=1)[0]
        cures = [cure for pattern, cure in RULES.items() if re.match(pattern, sentence)]
        if not isinstance(node, ast.Module) and words(docstring) <= words(node.name):
            cures.append("say more than the name does")
        for cure in cures:
            yield f"{getattr(node, 'lineno', 1)}: {sentence}  ({cure})"


def words(text: str) -> set[str]:
    """Return the words that carry the meaning of a docstring or of a name, in the singular."""
    parts = re.findall(r"[A-Z]?[a-z]+", text)
    return {part.lower().rstrip("s") for part in parts if part.lower() not in _FILLERS}


def test_no_two_public_classes_bear_one_name() -> None:
    classes = list(public_classes())
    count = Counter(name for name, _ in classes)

    assert {name: [module for each, module in classes if each == name] for name in count if count[name] > 1} == {}


def test_a_docstring_names_its_subject() -> None:
    found = {module: list(complaints(file.read_text())) for module, file in MODULES.items()}

    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "cure"),
    [
        ('"""It counts."""', "name the subject with a noun"),
        ('class Link:\n    """Who is whom: pairs."""', "name the subject with a noun"),
        ('class Link:\n    """What joins two records."""', "name the subject with a noun"),
        ('class Link:\n    """One that joins two records."""', "name the subject with a noun"),
        ('def held() -> bool:\n    """Tell whether a lock is held."""', "begin a predicate's docstring with Whether"),
        ('def held() -> bool:\n    """Return whether a lock is held."""', "begin a predicate's docstring with Whether"),
        ('class Labels:\n    """The verbs."""', "say which verbs, and of which noun"),
        ('def all_links() -> None:\n    """Return the links."""', "say more than the name does"),
        ('class OpenLink:\n    """An open link."""', "say more than the name does"),
        ('class Link:\n    """One end of a pair. It is frozen."""', ""),
        ('def held() -> bool:\n    """Whether a lock is held."""', ""),
        ('def links() -> None:\n    """Return the links, oldest first."""', ""),
    ],
)
def test_the_check_sees_what_a_docstring_may_not_say(source: str, cure: str) -> None:
    assert [line.rpartition("(")[2].rstrip(")") for line in complaints(source)] == ([cure] if cure else [])


def test_the_check_reads_the_classes_of_src_and_steps() -> None:
    assert {("Outcome", "verdict.outcome"), ("World", "steps.world")} <= set(public_classes())
