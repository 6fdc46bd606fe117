"""How a report looks as text: what is copied stays whole."""

from __future__ import annotations

from syncproof.report.layout import Layout


def test_a_path_that_is_wider_than_the_page_is_not_broken() -> None:
    path = f"{'a_long_folder/' * 9}document.rst:14"

    assert f" {path}\n" in f"{Layout(80, colour=False, detail='usual').filled(f'the table is empty: {path}')}\n"
