"""The report as one HTML page: the checklist as the document has it, with its verdicts and its evidence, to be signed.

The page holds all that it shows, and asks nobody for anything. Whatever documents, features, records and syncs say is
shown as text. Without its script, the page lacks what finds and draws: search, filters, what happened in a story.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections import defaultdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup, escape

from syncproof.report import front, lately, levels, provenance, told
from syncproof.report.capabilities import are_used
from syncproof.report.carried import carried
from syncproof.report.failure import fields
from syncproof.report.packed import Packed
from syncproof.report.standing import WORDS, of_document, of_section, of_sentence
from syncproof.report.summary import as_json, sentences
from syncproof.report.visible import visible
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.report.rows import DocumentRow, SectionRow, SentenceRow, Summary
    from syncproof.report.trace import Traces

_FOLDER = Path(__file__).parent / "page"
_SCRIPTS = ("unpack.js", "diagram.js", "story.js", "page.js")
_INDENT = re.compile(r"\n\s+<(?=[a-z/])")
_STORIES_IN_FULL = 40
"""So many causes are shown with a story in full; a page of more is too long to be read."""
_STORIES_OPEN = 3


def page(whole: Summary, traces: Traces) -> str:
    """Return the report; `traces` says what happened in each story of which it has the trace."""
    packed = Packed(
        {
            name
            for document in whole["documents"]
            for section in document["sections"]
            for row in section["properties"]
            for name in (row["source"], row["target"])
        }
    )
    digest = hashlib.sha256(as_json(whole).encode("utf-8", "backslashreplace")).hexdigest()
    script = "\n".join((_FOLDER / name).read_text("utf-8") for name in _SCRIPTS)
    style = (_FOLDER / "page.css").read_text("utf-8") + _print_style(whole, digest)
    titles = {(one["id"], each["id"]): each["title"] for one in whole["documents"] for each in one["sections"]}
    # Rendered in the order of the page: each rule packs its stories as it is met, and the pack comes last.
    text = _template().render(
        whole=whole,
        standing=front.standing(whole),
        meaning=front.meaning(whole),
        digest=digest,
        totals=front.totals(whole),
        lately=list(lately.lines(whole, partial(_titled, titles))),
        since=defaultdict(str, lately.by_sentence(whole)),
        partial=front.partial(whole),
        provenance=provenance.properties(whole["run"]),
        line=provenance.line(whole["run"]),
        causes=front.causes(whole),
        most_in_full=_STORIES_IN_FULL,
        most_open=_STORIES_OPEN,
        titles=titles,
        is_about_trello=are_used(whole),
        rules=RULES,
        level_texts=list(levels.texts(whole["levels"])),
        of_document=of_document,
        of_section=of_section,
        of_sentence=of_sentence,
        words=WORDS,
        fields=fields,
        told=_told,
        carried=lambda document, section: carried(section, partial(traces.of, document["id"], section["id"])),
        documented=_documented,
        rows_of=_rows_of,
        ids=_ids(whole),
        tally=_tally,
        pack=partial(_pack, packed, traces),
        packed=packed,
        style=style,
        script=script,
        policy=_policy(style, script),
    )
    # The indent of the template is a tenth of a long page; a text of ours has no line that begins with a tag.
    return _INDENT.sub("\n<", text)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # What a record holds must not reach a terminal or hide in a page either.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template("page.html.j2")


def _told(sentence: SentenceRow) -> Markup:
    """Return the stories of a sentence as text; between tags, its thousands of quotation marks need no escape."""
    text = str(escape(visible(told.text(sentence)))).replace("&#34;", '"').replace("&#39;", "'")
    return Markup(text)  # noqa: S704 - escaped just before


def _pack(packed: Packed, traces: Traces, document: DocumentRow, section: SectionRow, sentence: SentenceRow) -> str:
    """Pack the stories of a sentence where the page meets it, and show nothing: the pack stands at the end."""
    place = f"{document['id']}.{section['id']}.{sentence['kind']}"
    packed.add(place, section, sentence, partial(traces.of, document["id"], section["id"]))
    return ""


def _titled(titles: Mapping[tuple[str, str], str], place: str) -> str:
    """Return the name of a sentence for people, by the title of its section, where the run has the section."""
    document, section, kind = (*place.split("/"), "", "")[:3]
    return f"{titles[document, section]} ({kind})" if (document, section) in titles else place


def _ids(whole: Summary) -> list[str]:
    """Return the rules of which something was asked."""
    found = {rule["id"] for sentence in sentences(whole["documents"]) for rule in sentence["rules"]}
    return [rule for rule in RULES if rule in found]


def _rows_of(section: SectionRow) -> str:
    """Return the pairs of properties of a section, as the script reads them."""
    return json.dumps([[row["source"], row["target"]] for row in section["properties"]], separators=(",", ":"))


def _documented(section: SectionRow) -> int:
    """Return how many rows of a section's table are the document's own."""
    return sum(row["origin"] == "document" for row in section["properties"])


def _tally(sentence: SentenceRow) -> Mapping[str, int]:
    """Return what was played of a sentence: its stories, those with trouble, and the cells of sweeps."""
    stories = [story for rule in sentence["rules"] for story in levels.stories(rule)]
    robust = [story for rule in sentence["rules"] if rule["level"] == "robust" for story in levels.stories(rule)]
    swept = [story["cells"]["cells"] for rule in sentence["rules"] for story in rule["scenarios"] if "cells" in story]
    return {"stories": len(stories), "robust": len(robust), "cells": sum(swept)}


def _policy(style: str, script: str) -> str:
    """Return the policy of the page: its own style and its own script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _print_style(whole: Summary, digest: str) -> str:
    """Return what stands in the margins of each printed page: digits and words of ours, for a style has no escapes."""
    part = front.partial(whole)
    return (
        "\n@page {"
        f'\n  @top-left {{ content: "syncproof {"" if not part else "PART OF THE CHECKLIST"}"; }}'
        f'\n  @top-right {{ content: "{part}"; }}'
        f'\n  @bottom-left {{ content: "sha256 {digest}"; }}'
        '\n  @bottom-right { content: counter(page) " / " counter(pages); }'
        "\n}\n"
    )
