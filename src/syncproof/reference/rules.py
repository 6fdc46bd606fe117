"""The page on rules: each with its level, its meaning, the law that finds a breach, the engine that breaks it."""

from __future__ import annotations

from syncproof.checklist import KINDS
from syncproof.laws import LAWS
from syncproof.reference.markdown import code, codes, table
from syncproof.reference.markdown import page as page_of
from syncproof.report.catalogue import breakers
from syncproof.stories.rules import RULES, Rule


def page() -> str:
    """Return the page on rules, in Markdown."""
    intro = (
        "A sentence of a document obliges a sync to the rules of its kind. `syncproof explain RULE` shows one rule "
        "with a story, and `syncproof run --only RULE` plays one.\n\n"
        "The level says why the rule holds: the sentence says it (`required`), nobody would sign the sentence without "
        "it (`implied`), or it holds under trouble (`robust`). [The laws](../what-it-proves.md#the-laws) judge the "
        "ledger. The last column names the [broken engines](drivers.md) that prove that the rule can fail; a rule "
        "without one has no story in the accepted documents."
    )
    return page_of("Rules", intro, *(_section(kind) for kind in KINDS))


def _section(kind: str) -> str:
    shape = KINDS[kind].shape.replace("{", "<").replace("}", ">")
    rules = [rule for rule in RULES.values() if rule.sentence == kind]
    rows = table(("rule", "level", "meaning", "law", "broken by"), map(_row, rules)) if rules else ""
    none = "" if rules else "No rule follows from this sentence alone."
    return "\n\n".join(part for part in (f"## {kind}", f"```text\n{shape}\n```", rows, none) if part)


def _row(rule: Rule) -> tuple[str, ...]:
    own = breakers(rule.id)
    laws = dict.fromkeys(defect.law for defect in own)
    named = [code(law) if law in LAWS else "a step of the story" for law in laws]
    return code(rule.id), rule.level, rule.story, ", ".join(named), codes(defect.name for defect in own)
