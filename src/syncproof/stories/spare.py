"""Answers to nothing: features, Rules and scenarios that a document does not ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.checklist import Checklist, Section
    from syncproof.stories.feature import Feature


def spare(checklist: Checklist, features: Sequence[Feature]) -> Iterator[BadInput]:
    """Yield an error for each feature, Rule and scenario that answers nothing in a document."""
    sections = {section.slug: section for section in checklist.sections}
    for feature in features:
        if feature.section in sections:
            yield from _spare_rules(checklist, sections[feature.section], feature)
            continue
        slug = nearest(feature.section, sections)
        likely = f"{checklist.file}:{sections[slug].line}: {sections[slug].title}" if slug else ""
        yield BadInput(
            f"the feature answers no section of {checklist.file}",
            where=f"{feature.path}:1",
            nearest=likely,
            do="name the file for its section: SECTION.feature or SECTION.anything.feature; or remove the file",
        )


def _spare_rules(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    sentences = {sentence.kind: sentence for sentence in section.sentences}
    for block in feature.blocks:
        where = f"{feature.path}:{block.line}"
        if block.kind and block.kind not in sentences:
            kind = nearest(block.kind, sentences)
            yield BadInput(
                f"no sentence of this kind in the section: @{block.kind}",
                where=where,
                nearest=f"@{kind}   ({checklist.file}:{sentences[kind].line})" if kind else "",
                do="correct the tag, or remove the Rule",
            )
        if not block.scenarios:
            yield BadInput("the Rule has no scenario, so it answers nothing", where=where, do="write a scenario")
