"""The laws: what any two-way sync owes, judged from the ledger alone."""

from syncproof.laws.demands import LAWS
from syncproof.laws.explanation import Explained, explain, pairs
from syncproof.laws.judgement import findings, judge
from syncproof.laws.pairing import Pair, Pairing
from syncproof.laws.scope import Finding, Scope

__all__ = ["LAWS", "Explained", "Finding", "Pair", "Pairing", "Scope", "explain", "findings", "judge", "pairs"]
