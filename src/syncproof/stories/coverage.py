"""Coverage: whether the features of a document answer all of its sentences and rows, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.checklist import Checklist, Section
    from syncproof.stories.feature import Feature


def missing(checklist: Checklist, features: Sequence[Feature]) -> Iterator[BadInput]:
    """Yield an error for each sentence or row that no feature answers, and for each answer to nothing."""
    by_section = {feature.section: feature for feature in features}
    for section in checklist.sections:
        if section.slug in by_section:
            yield from _missing_rules(checklist, section, by_section[section.slug])
            yield from _missing_rows(checklist, section, by_section[section.slug])
        else:
            yield BadInput(
                f"no feature answers the section {section.title}",
                where=f"{checklist.file}:{section.line}",
                near=(section.slug, [feature.name for feature in features]),
                do=f"write features/{checklist.slug}/{section.slug}.feature",
            )
    sections = {section.slug: section for section in checklist.sections}
    for feature in features:
        if feature.section not in sections:
            slug = nearest(feature.section, sections)
            likely = f"{checklist.file}:{sections[slug].line}: {sections[slug].title}" if slug else ""
            yield BadInput(
                f"the feature answers no section of {checklist.file}",
                where=f"{feature.path}:1",
                nearest=likely,
                do="name the file for its section, or remove it",
            )


def _missing_rules(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    sentences = {sentence.kind: sentence for sentence in section.sentences}
    answered = {block.kind for block in feature.blocks}
    for sentence in section.sentences:
        if sentence.kind not in answered:
            yield BadInput(
                f"no Rule answers the sentence: {sentence.text}",
                where=f"{checklist.file}:{sentence.line}",
                do=f"write a Rule tagged @{sentence.kind} in {feature.path}",
            )
    for block in feature.blocks:
        where = f"{feature.path}:{block.line}"
        if block.kind not in sentences:
            kind = nearest(block.kind, sentences)
            yield BadInput(
                f"no sentence of this kind in the section: @{block.kind}",
                where=where,
                nearest=f"@{kind}   ({checklist.file}:{sentences[kind].line})" if kind else "",
                do="correct the tag, or remove the Rule",
            )
        if not block.scenarios:
            yield BadInput("the Rule has no scenario, so it answers nothing", where=where, do="write a scenario")


def _missing_rows(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    """Yield an error for each row that no story carries, and for each label that no row has.

    A section without rows is not played, so its labels are not checked.
    """
    scenarios = [scenario for block in feature.blocks for scenario in block.scenarios]
    carried = {label for scenario in scenarios if scenario.rule == "properties.row" for label in scenario.labels}
    labels = {row.source for row in section.rows}
    for row in section.rows:
        if row.source not in carried:
            yield BadInput(
                f"no scenario carries {row.source} to {row.target}",
                where=f"{checklist.file}:{section.line}",
                near=(row.source, carried),
                do=f"add it to the examples of @properties.row in {feature.path}",
            )
    lines = {label: scenario.line for scenario in reversed(scenarios) for label in scenario.labels}
    for label in sorted(lines.keys() - labels if labels else ()):
        yield BadInput(
            f"no row of the section's table begins with {label}",
            where=f"{feature.path}:{lines[label]}",
            near=(label, labels),
            do=f"correct the examples, or the table in {checklist.file}",
        )
