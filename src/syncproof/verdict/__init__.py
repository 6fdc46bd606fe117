"""Verdicts: the outcome of each scenario, and the known failures that a baseline excuses."""

from syncproof.verdict.outcome import Lack, Outcome
from syncproof.verdict.verdict import Verdict, worst

__all__ = ["Lack", "Outcome", "Verdict", "worst"]
