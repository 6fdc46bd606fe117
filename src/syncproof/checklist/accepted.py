"""Accepted documents, `features/<document>/checklist.toml`: what was signed, and the property agreement.

The file keeps no sentence of the document, only each sentence's kind and fingerprint: documents are confidential.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from syncproof.checklist import KINDS, Checklist, Criterion, End, Oddity, Section, Sentence, numbered
from syncproof.checklist.agreement import predicate_from, rows_from
from syncproof.checklist.cells import cell
from syncproof.checklist.copies import with_lines_of_contradictions
from syncproof.checklist.declared import Declared
from syncproof.checklist.dialect import fingerprint, wording
from syncproof.checklist.set_aside import SetAside, condition_words
from syncproof.datatypes import beginnings
from syncproof.errors import BadInput
from syncproof.inputs import Table, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "checklist.toml"
RENDERED = "rendered.json.gz"
"""What was rendered at the last acceptance lies beside the file, under this name."""
_KEYS = frozenset({"source", "target", "generated", "section"})
_MOVE_IT = "move it to the folder of its document, which holds a checklist.toml"
_NAME_IT = "name the folder that holds the documents' folders"


def is_of_document(folder: Path) -> bool:
    """Whether a folder is that of a document: a `checklist.toml` that is TOML and has none of our keys is not ours.

    A file that cannot be read counts, and so does one that is gone from beside what was accepted with it, so that
    whoever plays the features is told.
    """
    file = folder / FILE
    if (folder / RENDERED).is_file():
        return True
    try:
        return file.is_file() and _has_keys(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return True


@lru_cache(maxsize=64)  # pytest asks once for each feature beside each feature that it is given
def _has_keys(text: str) -> bool:
    return not _KEYS.isdisjoint(tomllib.loads(text))


def load(folder: Path, declared: Declared | None = None) -> Checklist:
    """Return the accepted document of a folder; a section's rows are the document's, else the agreement's.

    Lines are those of `checklist.toml`. Raises BadInput where the file cannot be read or contradicts itself; with
    `declared`, also where people agreed on a property that the fake of a declared datatype lacks.
    """
    table = read(folder / FILE, "a checklist")
    table.keys("title", "source", "target", "generated", "former", "unread", "unread_words", "section")
    sections = table.tables("section")
    checklist = Checklist(
        title=table.text("title"),
        source=table.text("source"),
        target=table.text("target"),
        generated=table.text("generated"),
        sections=with_lines_of_contradictions(numbered(_section(section, declared) for section in sections)),
        file=table.file,
        oddities=_unread(table),
        former=table.texts("former"),
    )
    for section, found in zip(sections, checklist.sections, strict=True):
        _check_feature(section, found)
    if checklist.slug != folder.resolve().name:
        raise BadInput(
            f"the folder {folder.resolve().name} is not that of the document {checklist.title}",
            where=table.where("title"),
            do=f"rename the folder to {checklist.slug}",
        )
    return checklist


def load_all(features: Path, declared: Declared | None = None) -> tuple[Checklist, ...]:
    """Return all accepted documents, in the order of their folders. Raises BadInput as `load`, and for none."""
    return tuple(load(folder, declared) for folder in folders_in(features))


def folders_in(features: Path) -> list[Path]:
    """Return the folders of all accepted documents, in order. Raises BadInput for none, and for what lies astray."""
    if not features.is_dir():
        raise BadInput("no such folder", where=str(features), do=_NAME_IT)
    for stray in sorted(features.glob("*.feature")):
        raise BadInput("a feature outside of every document's folder", where=str(stray), do=_MOVE_IT)
    for orphan in sorted(features.glob("*/*.feature")):
        if not (orphan.parent / FILE).is_file():
            do = f"add {orphan.parent / FILE}"
            raise BadInput(f"a feature without a {FILE} beside it", where=str(orphan), do=do)
    folders = sorted(file.parent for file in features.glob(f"*/{FILE}"))
    if not folders:
        raise BadInput(f"no document's folder with a {FILE} in it", where=str(features), do=_NAME_IT)
    for lost in sorted({each for each in features.iterdir() if _looks_like_one(each)} - set(folders)):
        do = "make the folder readable, or remove the folder"
        raise BadInput(f"a folder without a {FILE} that can be read", where=str(lost), do=do)
    places: dict[Path, Path] = {}
    for folder in folders:
        if places.setdefault(folder.resolve(), folder) != folder:
            raise BadInput("the folder of a document that is there already", where=f"{folder}", do=f"remove {folder}")
    return folders


def _looks_like_one(entry: Path) -> bool:
    """Whether an entry of a folder of features may hold a document that is out of reach, or too deep."""
    if entry.name.startswith((".", "_")) or (not entry.is_dir() and not entry.is_symlink()):
        return False
    try:
        return not any(entry.iterdir()) or any(entry.rglob(FILE)) or any(entry.rglob("*.feature"))
    except OSError:  # not to be entered, or a link to nowhere
        return True


def agreed(checklist: Checklist, accepted: Checklist, aside: Sequence[SetAside] = ()) -> Checklist:
    """Return a document with what the installation agreed on: rows for empty tables, predicates for conditions.

    A condition whose words have changed may mean something else: its predicate has to be agreed on again. What was
    agreed on and set `aside` returns where the document says again what that was agreed on for.
    """
    by_pair = {(*section.pair, section.copy): section for section in accepted.sections}
    return replace(
        checklist,
        sections=tuple(
            _agreed(section, by_pair.get((*section.pair, section.copy)), aside) for section in checklist.sections
        ),
    )


def _agreed(section: Section, accepted: Section | None, aside: Sequence[SetAside]) -> Section:
    returned = [each for each in aside if each.feature == f"{section.slug}.feature"]
    words = condition_words(section)
    rows = tuple(row for row in accepted.rows if row.origin == "agreement") if accepted else ()
    rows = rows or next((each.rows for each in returned if each.rows), ())
    predicate = accepted.predicate if accepted and condition_words(accepted) == words else None
    predicate = predicate or next((each.predicate for each in returned if each.predicate and each.words == words), None)
    section = replace(section, rows=section.rows or rows, predicate=predicate)
    lists = [[*accepted.source_lists], [*accepted.target_lists]] if accepted else [[], []]
    for each in returned:
        lists[0] += each.source_lists
        lists[1] += each.target_lists
    known = map(beginnings, section.paths)
    sources, targets = (
        tuple(dict.fromkeys(name for name in names if name in below)) for names, below in zip(lists, known, strict=True)
    )
    return replace(section, source_lists=sources, target_lists=targets)


def _section(table: Table, declared: Declared | None) -> Section:
    table.keys(
        *(
            "title",
            "source",
            "target",
            "feature",
            "sentences",
            "unread",
            "unread_words",
            "source_lists",
            "target_lists",
        ),
        *("row", "criterion", "agreement", "predicate"),
    )
    source, target = (_end(table.table(key)) for key in ("source", "target"))
    section = Section(
        title=table.text("title"),
        source=source,
        target=target,
        sentences=tuple(_sentence(each, source, target) for each in table.tables("sentences")),
        rows=rows_from(table, "row", source, target, declared)
        or rows_from(table, "agreement", source, target, declared),
        line=table.line,
        criteria=tuple(_criterion(each) for each in table.tables("criterion")),
        oddities=_unread(table),
        predicate=predicate_from(table.table("predicate"), source, declared) if table.has("predicate") else None,
        source_lists=table.texts("source_lists"),
        target_lists=table.texts("target_lists"),
    )
    _check_lists(table, section)
    return section


def _check_lists(table: Table, section: Section) -> None:
    """Raise BadInput for a list below which the section's tables have no property."""
    sources, targets = section.paths
    for key, lists, paths in (
        ("source_lists", section.source_lists, sources),
        ("target_lists", section.target_lists, targets),
    ):
        known = beginnings(paths)
        for name in lists:
            if name not in known:
                do = f"name one of {', '.join(sorted(known))}" if known else f"remove {key}"
                what = f"no property of the section lies below {name}"
                raise BadInput(what, where=table.where(key), near=(name, known), do=do)


def _check_feature(table: Table, section: Section) -> None:
    if table.text("feature") != f"{section.slug}.feature":
        raise BadInput(
            f"not the section's feature: {table.text('feature')}",
            where=table.where("feature"),
            nearest=f"{section.slug}.feature",
            do="name the feature for the section's datatypes",
        )


def _unread(table: Table) -> tuple[Oddity, ...]:
    """Return the doubts with which a section, or a document, was accepted; their marks are kept, and their words."""
    line = int(table.where("unread").rpartition(":")[2])
    what = "could not be read when the document was accepted"
    return tuple(
        Oddity(line, f"{what}, {words}" if words else what, "accepted so", is_doubt=True, mark=mark, words=words)
        for mark, words in zip_longest(table.texts("unread"), table.texts("unread_words"), fillvalue="")
        if mark
    )


def _criterion(table: Table) -> Criterion:
    table.keys("source", "target")
    source, target = cell(table.text("source")), cell(table.text("target"))
    return Criterion(source.path, target.path, source.qualifiers, target.qualifiers, table.line)


def _end(table: Table) -> End:
    table.keys("system", "datatype")
    return End(table.text("system"), table.text("datatype"))


def _sentence(table: Table, source: End, target: End) -> Sentence:
    table.keys("kind", "fingerprint", "words", "connected")
    kind = table.text("kind")
    if kind not in KINDS:
        raise BadInput(
            f"unknown kind: {kind}",
            where=table.where("kind"),
            near=(kind, KINDS),
            do=f"use one of {', '.join(KINDS)}",
        )
    words, connected = table.text("words") if table.has("words") else "", table.texts("connected")
    text = wording(kind, source, target, words=words, connected=connected)
    if table.text("fingerprint") != fingerprint(text):
        raise BadInput(
            f"the fingerprint is not that of: {text}",
            where=table.where("fingerprint"),
            nearest=fingerprint(text),
            do="correct the section's source and target, or the fingerprint",
        )
    return Sentence(kind, text, table.line, words, connected)
