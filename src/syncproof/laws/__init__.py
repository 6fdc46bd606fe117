"""The laws: what any two-way sync owes, judged from the ledger alone."""

from syncproof.laws.demands import LAWS
from syncproof.laws.explanation import Explained, explained, pairs
from syncproof.laws.judgement import findings, judge
from syncproof.laws.pairing import Pair, Pairing
from syncproof.laws.scope import Finding, Scope
from syncproof.laws.timeline import Timeline

__all__ = [
    "LAWS",
    "Explained",
    "Finding",
    "Pair",
    "Pairing",
    "Scope",
    "Timeline",
    "explained",
    "findings",
    "judge",
    "pairs",
]
