"""Nouns have the article that their first sound asks for, whatever a document calls them."""

from __future__ import annotations

import pytest

from syncproof.stories.render import with_article


@pytest.mark.parametrize(
    ("noun", "article"),
    [
        ("employee", "an"),
        ("order", "an"),
        ("hour", "an"),
        ("unit", "a"),
        ("user", "a"),
        ("contact", "a"),
        ("EU id", "an"),
    ],
)
def test_a_noun_has_its_article(noun: str, article: str) -> None:
    assert with_article(noun) == f"{article} {noun}"
