"""What the document promises: the checklist as frozen values, and how documents and accepted files become one."""

from syncproof.checklist.checklist import KINDS, Checklist, End, Row, Section, Sentence, slug
from syncproof.checklist.policy import POLICIES, Policy

__all__ = ["KINDS", "POLICIES", "Checklist", "End", "Policy", "Row", "Section", "Sentence", "slug"]
