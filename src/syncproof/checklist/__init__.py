"""What the document promises: the checklist as frozen values, and how it is read from documents and accepted files."""

from syncproof.checklist.checklist import KINDS, Checklist, End, Row, Section, Sentence, slug

__all__ = ["KINDS", "Checklist", "End", "Row", "Section", "Sentence", "slug"]
