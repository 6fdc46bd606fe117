"""The checklist, which is what a document promises, as frozen values; and how documents and files become one."""

from syncproof.checklist.checklist import Checklist, ConnectedDatatype, End, Section, Sentence, numbered, slug
from syncproof.checklist.kinds import CREATING, KINDS, SUPPORTED
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.policy import POLICIES, Policy
from syncproof.checklist.predicate import Predicate
from syncproof.checklist.rows import Criterion, Qualifier, Row

__all__ = [
    "CREATING",
    "KINDS",
    "POLICIES",
    "SUPPORTED",
    "Checklist",
    "ConnectedDatatype",
    "Criterion",
    "End",
    "Oddity",
    "Policy",
    "Predicate",
    "Qualifier",
    "Row",
    "Section",
    "Sentence",
    "numbered",
    "slug",
]
