"""The quoting of values: what differs is seen, also where values look alike."""

from __future__ import annotations

import pytest

from syncproof.quoting import quoted, quoted_apart


def test_of_long_texts_that_begin_alike_the_part_that_differs_is_shown() -> None:
    long = "All the world's a stage, and all the men and women merely players"

    assert quoted_apart([f"{long}.", f"{long}!", None], 32) == [
        '"… players." (66 characters, alike up to 65)',
        '"… players!" (66 characters, alike up to 65)',
        "null",
    ]
    assert quoted_apart(["Ada", "Ada King"], 32) == ['"Ada"', '"Ada King"']
    assert quoted_apart([long, "Ada"], 32) == [quoted(long, 32), '"Ada"']


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Acme Ltd", "Acme\u00a0Ltd", ['"Acme Ltd" (8 characters)', '"Acme\\u00a0Ltd" (8 characters)']),
        ("Zo\u00eb", "Zoe\u0308", ['"Zo\\u00eb" (3 characters)', '"Zoe\\u0308" (4 characters)']),
        ("sent \u2764", "sent \u2764\ufe0f", ['"sent \u2764" (6 characters)', '"sent \u2764\\ufe0f" (7 characters)']),
        ("Ada", "Ada ", ['"Ada" (3 characters)', '"Ada " (4 characters)']),
        ("Ada", "A\u200bda", ['"Ada" (3 characters)', '"A\\u200bda" (4 characters)']),
    ],
)
def test_values_that_look_alike_are_shown_by_code_points_from_the_first_difference_on(
    one: str, other: str, shown: list[str]
) -> None:
    assert quoted_apart([one, other]) == shown
    assert quoted_apart([one, one, None]) == [quoted(one), quoted(one), "null"]


def test_long_values_that_look_alike_are_shown_where_they_differ() -> None:
    long = "word " * 30
    assert quoted_apart([f"{long}caf\u00e9", f"{long}cafe\u0301"], 32) == [
        '"…word caf\\u00e9" (154 characters)',
        '"…word cafe\\u0301" (155 characters)',
    ]
