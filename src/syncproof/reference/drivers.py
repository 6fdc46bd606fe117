"""The page on drivers: the built-in syncs, and the ways to name a sync of one's own."""

from __future__ import annotations

from syncproof.drivers import BROKEN
from syncproof.drivers.ways import WAYS
from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect
from syncproof.laws import LAWS
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of
from syncproof.report.catalogue import does_of
from syncproof.sut import REFERENCE


def page() -> str:
    """Return the page on drivers, in Markdown."""
    intro = (
        "A driver starts the sync that is judged, asks it for a pass, and ends it. `--driver NAME` names a built-in "
        f"sync. The one without a defect is `{REFERENCE}`: {does_of(Sync)[0].lower()}{does_of(Sync)[1:]}"
    )
    own = table(("your own sync", "how the sync is named"), [(way.name, code(way.usage)) for way in WAYS])
    broken = (
        f"Each of these {len(BROKEN)} syncs is the reference sync with one planted, realistic defect: the proof that "
        "a rule can fail. `syncproof run --driver broken:NAME --only RULE` shows the failure in the section that is "
        "named here, `syncproof sweep --driver broken:NAME` where a sweep is. Most defects show in documents of your "
        "own, too; a run that does not show the defect says so. *Also breaks* counts the rules that such a defect has "
        "to break as well."
    )
    rows = [
        (code(name), does_of(each.sync), code(each.rule), _where(each), _law(each.law), _also(each.also))
        for name, each in BROKEN.items()
    ]
    return page_of(
        "Drivers and broken engines",
        intro,
        "## Your own sync",
        own,
        "## Broken engines",
        broken,
        table(("broken engine", "what is broken", "breaks", "shows in", "law", "also breaks"), rows),
    )


def _where(defect: Defect) -> str:
    place = code(defect.place) if defect.place else "documents with such rows or sentences"
    return f"a sweep of {place}" if defect.swept else place


def _law(law: str) -> str:
    return code(law) if law in LAWS else "a step of the story"


def _also(also: tuple[str, ...]) -> str:
    return "every rule" if also == EVERYTHING else str(len(also))
