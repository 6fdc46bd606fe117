"""Renders features from templates, one template a rule: checklist and declarations in, Gherkin out.

A template begins with a comment that says when its rule applies; where that is not so, the template renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

import jinja2

from syncproof.checklist import SUPPORTED, Checklist, Section
from syncproof.checklist.declared import Declared
from syncproof.datatypes.nouns import one_of, one_record, records, with_article
from syncproof.errors import HarnessBroke
from syncproof.stories.doubts import unpaired
from syncproof.stories.facts import SectionFacts
from syncproof.stories.rules import RULES
from syncproof.stories.section_facts import section_facts

SUFFIX = ".feature.j2"
_LINE_BREAK = "\n" + 8 * " "


def examples(header: str, *columns: Sequence[str | tuple[str, ...]]) -> str:
    """Return a table of examples: all combinations of what the columns hold, where a tuple fills several columns.

    Raises HarnessBroke where there is no row: the template should have rendered nothing.
    """
    heads = tuple(header.split(" | "))
    rows = [tuple(map(_escaped, _cells(combination))) for combination in product(*columns)]
    if not rows:
        raise HarnessBroke(f"a template has no examples for the columns {header}")
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (heads, *rows)]
    return _LINE_BREAK.join(f"| {line} |" for line in lines)


def _escaped(cell: str) -> str:
    """Return a cell as Gherkin writes it in a table."""
    return cell.replace("\\", "\\\\").replace("|", "\\|")


def _cells(combination: tuple[str | tuple[str, ...], ...]) -> Iterator[str]:
    for cell in combination:
        yield from (cell,) if isinstance(cell, str) else cell


TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("syncproof.stories", "templates"),
    undefined=jinja2.StrictUndefined,
    autoescape=False,  # noqa: S701 - the text is Gherkin; no browser reads it
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
TEMPLATES.globals = {"examples": examples}
TEMPLATES.filters |= {"a": with_article, "one_of": one_of, "one_record": one_record, "records": records}
TEMPLATES.filters |= {"first_upper": lambda text: text[:1].upper() + text[1:]}


def rendered(checklist: Checklist, declared: Declared) -> dict[str, str]:
    """Return the text of each section's feature, by the name of its file."""
    return {f"{each.slug}.feature": of_section(checklist, each, declared) for each in checklist.sections}


def of_section(checklist: Checklist, section: Section, declared: Declared) -> str:
    """Return the text of a section's feature."""
    shown = ("link-first",) if unpaired(checklist, section) else SUPPORTED
    kinds = tuple(sentence.kind for sentence in section.sentences if sentence.kind in shown)
    return feature(kinds, section_facts(checklist, section, declared))


@lru_cache(maxsize=256)  # every run of a process renders the same features
def feature(kinds: tuple[str, ...], facts: SectionFacts) -> str:
    """Return the text of a feature: a `Rule:` for each kind of sentence of which there is a story to tell."""
    by_kind = [(kind, _scenarios(kind, facts)) for kind in kinds if facts.labels]
    rules = [_render(kind, facts, scenarios=scenarios) for kind, scenarios in by_kind if scenarios]
    return _render("section", facts, rules=rules) + "\n"


def _scenarios(kind: str, facts: SectionFacts) -> str:
    templates = rules_with_stories()
    rules = [rule for rule in RULES.values() if rule.id in templates and rule.sentence == kind]
    return "\n\n".join(filter(None, (stories(rule.id, facts) for rule in rules)))


def canonical(facts: SectionFacts) -> str:
    """Return the text of a section's canonical stories, which sweeps play."""
    return _render("canonical", facts) + "\n"


@cache
def rules_with_stories() -> frozenset[str]:
    """Return the ids of the rules that have a template."""
    names = (name.removesuffix(SUFFIX) for name in TEMPLATES.list_templates())
    return frozenset(name.replace("/", ".") for name in names if "/" in name)


def stories(rule: str, facts: SectionFacts) -> str:
    """Return the scenarios that show a rule, '' where the rule does not apply to the section."""
    return _render(rule.replace(".", "/"), facts)


def _render(template: str, facts: SectionFacts, **texts: object) -> str:
    return TEMPLATES.get_template(template + SUFFIX).render(_context(facts), **texts).strip("\n")


@lru_cache(maxsize=1)  # all templates of a section, one after the other, speak of the same facts
def _context(facts: SectionFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in dir(facts) if not name.startswith("_")}
