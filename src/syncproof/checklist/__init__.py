"""The checklist, which is what a document promises, as frozen values; and how documents and files become one."""

from syncproof.checklist.checklist import Checklist, End, Row, Section, Sentence, slug
from syncproof.checklist.kinds import CREATING, KINDS, SUPPORTED
from syncproof.checklist.policy import POLICIES, Policy

__all__ = [
    "CREATING",
    "KINDS",
    "POLICIES",
    "SUPPORTED",
    "Checklist",
    "End",
    "Policy",
    "Row",
    "Section",
    "Sentence",
    "slug",
]
