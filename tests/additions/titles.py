"""A toy report format: the titles of the scenarios, each after its verdict."""

from __future__ import annotations

from syncproof.report.rows import Summary


def text(whole: Summary) -> str:
    """Return a line for each scenario."""
    return "".join(
        f"{scenario['verdict']}: {scenario['name']}\n"
        for document in whole["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for scenario in rule["scenarios"]
    )
