"""The pages that users read, and the blocks of code in them."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
README = "README.md"
PAGES = {
    file.relative_to(CHECKOUT).as_posix(): file.read_text(encoding="utf-8")
    for file in (CHECKOUT / README, CHECKOUT / "CHANGELOG.md", *sorted((CHECKOUT / "docs").rglob("*.md")))
}
"""The text of each page by its path from the checkout."""


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of code in a language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], flags=re.MULTILINE | re.DOTALL)
