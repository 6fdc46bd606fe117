"""The laws: what any two-way sync owes, judged from the ledger alone."""

from syncproof.laws.explanation import pairs
from syncproof.laws.judgement import judge
from syncproof.laws.pairing import Pair, Pairing
from syncproof.laws.scope import Finding, Scope

__all__ = ["Finding", "Pair", "Pairing", "Scope", "judge", "pairs"]
