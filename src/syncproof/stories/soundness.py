"""Soundness: what keeps a scenario from showing what its tags say that the scenario shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncproof.checklist import KINDS
from syncproof.errors import BadInput, nearest
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from syncproof.stories.gherkin import ExamplesNode, FeatureNode, RuleNode, ScenarioNode, Step

LAST_STEP = "nothing else has changed"
"""The step that asks every law, and so ends every story."""

INSTEAD_OF_SKIPPING = "play it; a failure that is known is listed in a baseline, with its reason"
_NOT_PLAYED = ("skip", "skipif", "xfail")

PLACEHOLDER = re.compile(r"<(.+?)>")


def feature_problems(feature: FeatureNode, file: str) -> Iterator[BadInput]:
    """Yield an error for each tag and scenario that stands outside of the Rules, and for a wrong Background.

    A tag, at whatever in the feature, that would keep a scenario from being played and judged is an error, too.
    """
    for (tag, *_), line in feature.every_tag:
        if tag in _NOT_PLAYED:
            yield BadInput(
                f"@{tag}: a scenario that is not judged is not green",
                where=f"{file}:{line}",
                do=f"remove the tag, and {INSTEAD_OF_SKIPPING}",
            )
    yield from _misspelt_problems(feature, file)
    yield from _misplaced(feature.tags, f"{file}:{feature.line}", {*RULES, *KINDS}, "the Feature")
    yield from _steps_problems(feature.background, file)
    for scenario in feature.loose:
        yield BadInput(
            f"a scenario outside of every Rule: {scenario.name}",
            where=f"{file}:{scenario.line}",
            do="move it below the Rule of its sentence",
        )


def rule_problems(rule: RuleNode, file: str) -> Iterator[BadInput]:
    """Yield an error for a `Rule:` that is not tagged with one kind of sentence, and for a wrong Background."""
    where = f"{file}:{rule.line}"
    yield from _misplaced(rule.tags, where, RULES, "the Rule")
    kinds = [tag for tag in rule.tags if tag in KINDS]
    if len(kinds) != 1:
        yield BadInput(
            f"a Rule answers one kind of sentence, but its tags name {len(kinds)}: {_listed(rule.tags)}",
            where=where,
            near=_tags(rule.tags[0] if rule.tags else "", KINDS),
            do="tag the Rule with the kind of its sentence",
        )
    yield from _steps_problems(rule.background, file)


def scenario_problems(scenario: ScenarioNode, kind: str, background: Sequence[Step], file: str) -> Iterator[BadInput]:
    """Yield an error for each thing that is wrong in a scenario itself; `kind` is that of its `Rule:`, '' for none."""
    where = f"{file}:{scenario.line}"
    if not scenario.name:
        yield BadInput("the scenario has no name", where=where, do="name the scenario for what sets it apart")
    yield from _tag_problems(scenario, kind, where)
    yield from _steps_problems(scenario.steps, file)
    yield from _ending_problems(scenario, file)
    yield from _table_problems(scenario, background, file)


def _misspelt_problems(feature: FeatureNode, file: str) -> Iterator[BadInput]:
    """Yield an error for each tag that would be a rule's with a slip mended; other tags are the writers' own.

    A scenario without a rule is told elsewhere, with the nearest.
    """
    scenarios = [each for rule in feature.rules for each in rule.scenarios]
    told = {tag for each in scenarios if RULES.keys().isdisjoint(each.tags) for tag in each.tags}
    for (tag, *_), line in feature.every_tag:
        if tag not in told and is_misspelt(tag):
            yield BadInput(
                f"no rule is called so: @{tag}",
                where=f"{file}:{line}",
                near=_tags(tag, RULES),
                do="correct the tag; a tag of your own is called as no rule could be",
            )


def is_misspelt(tag: str) -> bool:
    """Whether a tag looks like that of a rule, and is none."""
    group, dot, _ = tag.partition(".")
    groups = {each.partition(".")[0] for each in RULES}
    return bool(dot and tag not in RULES and nearest(group, groups) and nearest(tag, RULES))


def _tag_problems(scenario: ScenarioNode, kind: str, where: str) -> Iterator[BadInput]:
    rules = [tag for tag in scenario.tags if tag in RULES]
    dotted = [tag for tag in scenario.tags if tag not in RULES and "." in tag]
    if len(rules) != 1:
        yield BadInput(
            f"a scenario shows one rule, but its tags name {len(rules)}: {_listed(scenario.tags)}",
            where=where,
            near=_tags(dotted[0] if dotted else kind, RULES),
            do="tag the scenario with the id of its rule",
        )
    elif kind and (sentence := RULES[rules[0]].sentence) in KINDS and sentence != kind:
        yield BadInput(
            f"@{rules[0]} follows from another kind of sentence than @{kind}",
            where=where,
            do=f"move the scenario below the Rule @{sentence}",
        )


def _tags(wrong: str, right: Iterable[str]) -> tuple[str, list[str]]:
    """Return a wrong tag and the right ones, as they stand in a feature."""
    return wrong and f"@{wrong}", [f"@{each}" for each in right]


def _misplaced(tags: Sequence[str], where: str, wrong: Container[str], what: str) -> Iterator[BadInput]:
    for tag in tags:
        if tag in wrong:
            at = "a scenario" if tag in RULES else "a Rule"
            yield BadInput(f"@{tag} is a tag of {at}, not of {what}", where=where, do=f"move the tag to {at}")


def _steps_problems(steps: Sequence[Step], file: str) -> Iterator[BadInput]:
    for step in steps[:1]:
        if not step.type:
            yield BadInput(
                f"the first step goes on from no other: {step.text}",
                where=f"{file}:{step.line}",
                do="begin the step with Given, When or Then",
            )


def _ending_problems(scenario: ScenarioNode, file: str) -> Iterator[BadInput]:
    if not any(step.type == "then" for step in scenario.steps):
        yield BadInput(
            f"the scenario has no Then, so it asserts nothing: {scenario.name}",
            where=f"{file}:{scenario.line}",
            do=f"say what is seen, and end with: And {LAST_STEP}",
        )
    elif scenario.steps[-1][:2] != ("then", LAST_STEP):
        yield BadInput(
            f"the scenario does not end with all the laws: {scenario.steps[-1].text}",
            where=f"{file}:{scenario.steps[-1].line}",
            nearest=f"And {LAST_STEP}",
            do="end the scenario with this step",
        )


def _table_problems(scenario: ScenarioNode, background: Sequence[Step], file: str) -> Iterator[BadInput]:
    """Yield an error for examples without rows, columns without a step, and placeholders without a column."""
    where = f"{file}:{scenario.line}"
    if scenario.outline and not scenario.tables:
        yield BadInput(f"the outline has no Examples: {scenario.name}", where=where, do="add a table of Examples")
    texts = [(scenario.line, scenario.name), *((step.line, step.text) for step in scenario.steps)]
    steps = (*background, *scenario.steps)
    used = {name for step in steps for name in PLACEHOLDER.findall(f"{step.text} {step.argument}")}
    for table in scenario.tables:
        yield from _misplaced(table.tags, f"{file}:{table.line}", {*RULES, *KINDS}, "Examples")
        yield from _column_problems(table, used, f"{file}:{table.line}")
    heads = {head for table in scenario.tables for head in table.heads}
    missing = dict.fromkeys(name for _, text in texts for name in PLACEHOLDER.findall(text) if name not in heads)
    # A column that is misspelt is said to be: its placeholders have no other mistake.
    meant = {nearest(head, missing) for head in heads - used}
    for name in (each for each in missing if each not in meant):
        line, text = next((line, text) for line, text in texts if name in PLACEHOLDER.findall(text))
        yield BadInput(
            f"no column of the Examples is called {name}: {text}",
            where=f"{file}:{line}",
            near=(name, heads),
            do="correct the placeholder, or add the column" if heads else "add Examples with this column",
        )


def _column_problems(table: ExamplesNode, used: set[str], where: str) -> Iterator[BadInput]:
    if not table.rows:
        yield BadInput("the Examples have no row, so nothing of them is played", where=where, do="add a row")
    for head in table.heads:
        if head not in used:
            yield BadInput(
                f"no step uses the column {head}, so its values are not played",
                where=where,
                near=(head, used - set(table.heads)),
                do=f"write <{head}> in a step, or remove the column",
            )
        if table.heads.count(head) > 1:
            yield BadInput(f"two columns are called {head}", where=where, do="rename one of the two")


def _listed(tags: Sequence[str]) -> str:
    return " ".join(f"@{tag}" for tag in tags) or "no tag"
