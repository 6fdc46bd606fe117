"""The site is built from the pages without a warning, has every page, and takes nothing from elsewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages import CHECKOUT, PAGES, README, blocks

pytestmark = pytest.mark.thorough

[COMMANDS] = blocks("docs/contributing.md", "console")
FROM_ELSEWHERE = re.compile(
    r"<(?:script|img|iframe|source)[^>]+src=\"?(?:https?:)?//|<link[^>]+href=\"?(?:https?:)?//|url\(\"?(?:https?:)?//"
)


def build(checkout: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a checkout into a folder, as the page says."""
    [command] = [line for line in COMMANDS.splitlines() if line.startswith("sphinx-build")]
    _, *words, _ = shlex.split(command)
    return subprocess.run(  # noqa: S603 - the page's own words
        [sys.executable, "-m", "sphinx", "-q", *words, folder],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_site_is_built_without_a_warning_and_needs_nothing_else(tmp_path: Path) -> None:
    done = build(CHECKOUT, tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    pages = {page: tmp_path / Path(page).with_suffix(".html") for page in PAGES}
    assert [page for page, file in pages.items() if not file.is_file()] == []
    front = pages[README].read_text()
    assert [page for page in PAGES if page != README and f'href="{Path(page).with_suffix(".html")}"' not in front] == []
    [start] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', (tmp_path / "index.html").read_text())
    assert tmp_path / start == pages[README]
    files = [file for kind in ("html", "css") for file in tmp_path.rglob(f"*.{kind}")]
    assert [file.name for file in files if FROM_ELSEWHERE.search(file.read_text())] == []


def test_a_link_that_leads_nowhere_ends_the_building(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(CHECKOUT / "docs" / "conf.py", tmp_path / "docs")
    (tmp_path / README).write_text("# Toy\n\n## The pages\n\n### All\n\n- [A page](docs/page.md): has a link\n")
    page = tmp_path / "docs" / "page.md"
    page.write_text("# A page\n\n[Somewhere](page.md#a-page)\n")
    assert build(tmp_path, tmp_path / "good").stderr == ""
    page.write_text("# A page\n\n[Nowhere](page.md#nowhere)\n")

    done = build(tmp_path, tmp_path / "bad")

    assert done.returncode != 0
    assert "nowhere" in done.stderr


@pytest.mark.parametrize(
    "markup", ['<script src="https://a.example/b.js">', "<link href=//a.example/b.css>", "url(http://a.example/font)"]
)
def test_what_comes_from_elsewhere_is_found(markup: str) -> None:
    assert FROM_ELSEWHERE.search(markup)
