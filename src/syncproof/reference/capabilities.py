"""The page on capabilities: what the fake Trello allows, and the real Trello does not."""

from __future__ import annotations

from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of


def page() -> str:
    """Return the page on capabilities, in Markdown."""
    intro = (
        "The documents promise things that the real Trello does not allow. For each of them the fake Trello has a "
        "*capability*, which is on unless `--trello-as-is` takes it away. [What the real Trello cannot "
        "do](../trello-as-is.md) lists the sentences that nobody can keep without them.\n\n"
        "The last column says how we know: from Trello's published specification (*spec*), from its documentation "
        "(*docs*), or from what the real one was seen to do (*observed*)."
    )
    rows = [(code(each.name), each.allows, each.really, each.known) for each in CAPABILITIES.values()]
    return page_of("Capabilities", intro, table(("capability", "with it", "really", "known from"), rows))
