"""A plan narrowed to the stories that did not pass in an earlier run, whose report the user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.report.levels import stories
from syncproof.report.swept import NAME
from syncproof.run.narrowed import narrowed as narrowed_to
from syncproof.stories.choice import NothingChosen
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.report.rows import Summary
    from syncproof.run.account import Key
    from syncproof.run.plan import RunPlan


def narrowed(plan: RunPlan, wanted: frozenset[Key], path: Path) -> RunPlan:
    """Return a plan of only those stories that did not pass in an earlier run, whose report lies in a file.

    Raises NothingChosen where there is no such story, BadInput where the features do not have one any more.
    """
    there = {
        (each.document, each.section, name)
        for each in plan.features
        for block in each.blocks
        for scenario in block.scenarios
        for name in scenario.names
    }
    documents = {each.slug for each in plan.checklists}
    for key in sorted(wanted - there):
        if key[0] in documents:
            raise BadInput(
                f"the features have no such story any more: {'/'.join(key)}",
                where=str(path),
                near=(key[2], [name for document, section, name in there if (document, section) == key[:2]]),
                do="play everything, without --last-failed",
            )
    chosen = [each for each in plan.scenarios() if each.key in wanted]
    if not chosen:
        passed = "no story of the document failed there" if plan.request.excerpt else "every story passed there"
        what = "no story that is chosen failed there" if wanted else passed
        raise NothingChosen(f"nothing to play: {what}", where=str(path), do="leave out --last-failed")
    return narrowed_to(plan, {each.key for each in chosen})


def red(summary: Summary) -> frozenset[Key]:
    """Return the stories that did not pass: those that were chosen and not played did not either.

    The sweep of a rule is no story.
    """
    return frozenset(
        (document["id"], section["id"], name)
        for document in summary["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for name in (
            *(each["name"] for each in stories(rule) if each["verdict"] != Verdict.PASS),
            *(each["name"] for each in rule.get("unplayed", ()) if each["name"] != NAME),
        )
    )
