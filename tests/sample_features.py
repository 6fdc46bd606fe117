"""The features of documents: of those that ship, and of samples that have the sentences and rows which they lack."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from syncproof import features
from syncproof.acceptance.accept import accept
from syncproof.checklist.accepted import FILE
from tests.checklist.golden import DOCUMENTS

SHIPPED = Path(next(iter(features.__path__)))
LINKS = DOCUMENTS / "good" / "links.rst"
ROWS = DOCUMENTS / "good" / "rows.rst"
LEADS_BACK = DOCUMENTS / "good" / "leads-back.rst"
LEADS_ROUND = DOCUMENTS / "good" / "leads-round.rst"
_TO_AGREE_ON = """\
# [section.predicate]
# property = "a property of Larkbook Loan"
# operator = "is"
# value = "open"
"""
_AGREED = """\
[section.predicate]
property = "state"
operator = "is"
value = "open"
"""


SAMPLE = "larkbook-tidepost"
SAMPLE_OF_ROWS = "quillstead-fennworth"
SAMPLE_THAT_LEADS_BACK = "larkbook-larkbook"
SAMPLE_THAT_LEADS_ROUND = "ringmoor-ringmoor"


def folder_of(document: str) -> Path:
    """Return the folder of a document's features; the samples' are written at the first call."""
    return SHIPPED / document if (SHIPPED / document).is_dir() else Path(_accepted().name) / document


@cache
def _accepted() -> TemporaryDirectory[str]:
    """Accept the sample documents, with an agreement on what the one condition means."""
    folder = TemporaryDirectory(prefix="syncproof-tests-")
    list(accept([LINKS, ROWS, LEADS_BACK, LEADS_ROUND], Path(folder.name), sentences=tuple))
    file = Path(folder.name) / SAMPLE / FILE
    text = file.read_text()
    assert _TO_AGREE_ON in text
    file.write_text(text.replace(_TO_AGREE_ON, _AGREED))
    list(accept([LINKS], Path(folder.name), sentences=tuple))
    return folder
