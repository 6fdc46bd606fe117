"""The checklist, which is what a document promises, as frozen values; and how documents and files become one."""

from syncproof.checklist.checklist import Checklist, Criterion, End, Qualifier, Row, Section, Sentence, numbered, slug
from syncproof.checklist.kinds import CREATING, KINDS, SUPPORTED
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.policy import POLICIES, Policy

__all__ = [
    "CREATING",
    "KINDS",
    "POLICIES",
    "SUPPORTED",
    "Checklist",
    "Criterion",
    "End",
    "Oddity",
    "Policy",
    "Qualifier",
    "Row",
    "Section",
    "Sentence",
    "numbered",
    "slug",
]
