"""The site: the README, and the pages that the README lists, in that order.

Built with: `sphinx-build --fail-on-warning -c docs . build/site`.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent
PAGES = {"README.md", "CHANGELOG.md", "docs"}

project = "syncproof"
copyright = "the authors of syncproof"  # noqa: A001 - Sphinx's name for it
root_doc = "README"
source_suffix = {".md": "markdown"}
exclude_patterns = [path.name for path in ROOT.iterdir() if path.name not in PAGES] + ["docs/adapters"]
extensions = ["myst_parser"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # `…` stands for what is left out of JSON, which JSON does not have

html_theme = "furo"
html_title = "syncproof"
html_copy_source = False
html_show_copyright = False


INDEX = f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={root_doc}.html">
<title>{project}</title>
<p><a href="{root_doc}.html">{project}</a></p>
</html>
"""
"""What a web server shows of a folder; the first page has the name that the README has on a forge."""


def setup(app: Sphinx) -> None:
    """Read the pages as a forge shows them, and give the site its index."""
    app.connect("source-read", read)
    app.connect("build-finished", write_index)


def write_index(app: Sphinx, error: Exception | None) -> None:
    """Write the page that leads to the first one."""
    if error is None and app.builder.format == "html":
        (app.outdir / "index.html").write_text(INDEX, encoding="utf-8")


def read(_: Sphinx, page: str, source: list[str]) -> None:
    """Leave out the links to folders, of which a site has none; give the README the list of pages as navigation."""
    folder = (ROOT / page).parent
    text = re.sub(
        r"\[([^\]]+)\]\(([^)#\s]+)\)",
        lambda link: link[1] if (folder / link[2]).is_dir() else link[0],
        source[0],
    )
    source[0] = text + "".join(navigation(text)) if page == root_doc else text


def navigation(text: str) -> list[str]:
    """Return what Sphinx takes for the groups of the list of pages."""
    _, *groups = re.split(r"^### ", text.partition("## The pages")[2], flags=re.MULTILINE)
    return [
        f"\n```{{toctree}}\n:hidden:\n:caption: {group.partition(chr(10))[0]}\n\n"
        + "\n".join(re.findall(r"^- \[[^\]]+\]\(([^)]+)\.md\)", group, flags=re.MULTILINE))
        + "\n```\n"
        for group in groups
    ]
