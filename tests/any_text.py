"""Any text: each character but surrogates, which no encoding has."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
"""As Hypothesis draws by default; what is asked for by an encoding takes 200 MB and a second in a fresh checkout."""


def any_text(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Draw any text."""
    return st.text(ANY_CHARACTER, min_size=min_size, max_size=max_size)
