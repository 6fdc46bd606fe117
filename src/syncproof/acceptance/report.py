"""The report about acceptance: of each document what was written, what moved, and what is left for people to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from syncproof.acceptance.by_line import has_peoples_words
from syncproof.acceptance.draft import CONFLICT
from syncproof.acceptance.own_scenarios import WHOLE
from syncproof.acceptance.properties import why_aside
from syncproof.acceptance.retired import RETIRED
from syncproof.checklist import KINDS, accepted
from syncproof.checklist.accepted import RENDERED
from syncproof.checklist.set_aside import FILE as AGREED
from syncproof.drift import history
from syncproof.drift.waves import of_pairs
from syncproof.errors import some
from syncproof.report.stream import WIDTH
from syncproof.report.table import wrapped
from syncproof.report.visible import in_one_line, visible
from syncproof.stories.doubts import doubt, unconnected, unpaired
from syncproof.stories.playable import known_playable
from syncproof.stories.untested import untested, untested_criterion

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.checklist import Checklist
    from syncproof.drift.datatypes import RenamedDatatypes

_HEAD = 12
ENDS = {
    0: "all is accepted",
    1: "all is accepted, and people have conflicts to look at",
    2: "something could not be accepted",
}
_SILENT = frozenset({RENDERED, history.FILE})


@dataclass(frozen=True, slots=True)
class AcceptedDocument:
    """A document that was accepted, or would be: the texts of its folder before and after."""

    file: str
    checklist: Checklist
    folder: Path
    old: Checklist | None
    before: Mapping[str, str]
    after: Mapping[str, str]
    like: tuple[str, ...] = ()
    """The accepted documents of which nobody can tell whether this is one of them, renamed."""
    nearest: Checklist | None = None
    """The accepted document that a new one is nearest to, and is not taken for."""
    other_way: Checklist | None = None
    """The accepted document of the same systems that leads the other way, where this one is new."""
    datatypes: RenamedDatatypes | None = None
    """The datatypes with another name, where the document is not new."""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The files that show what people and the document disagree about, also those from an earlier acceptance."""
        return tuple(name for name in self.after if name.endswith(CONFLICT))

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing is written."""
        return self.before == self.after and (self.old is None or self.old.slug == self.checklist.slug)

    @property
    def exit_code(self) -> int:
        """0, or 1 where people have to look at something."""
        return 1 if self.conflicts else 0


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """A document that could not be accepted, and why; nothing was written for it."""

    file: str
    why: str
    exit_code: int = 2


Acceptance: TypeAlias = "AcceptedDocument | NotAccepted"


def exit_code(documents: Sequence[Acceptance]) -> int:
    """Return the exit code of the worst document."""
    return max((each.exit_code for each in documents), default=0)


def lines(documents: Sequence[Acceptance], *, width: int = WIDTH, dry_run: bool = False) -> Iterator[str]:
    """Yield the lines of the report for people."""
    for each in documents:
        if isinstance(each, NotAccepted):
            yield from each.why.split("\n")
        else:
            yield from _document(each, width, dry_run=dry_run)
    done = [each for each in documents if isinstance(each, AcceptedDocument)]
    for wave in of_pairs((each.old, each.checklist) for each in done if each.old):
        yield from wrapped("renamed", visible(str(wave)), _HEAD, width)
    if len(documents) > 1:
        same = sum(each.is_as_it_was for each in done)
        yield (
            f"documents {len(documents)}: {len(done) - same} accepted, {same} as they were, "
            f"{len(documents) - len(done)} refused"
        )
    code = exit_code(documents)
    yield f"exit {code}: {ENDS[code]}{'; a dry run writes nothing' if dry_run else ''}"


def _document(document: AcceptedDocument, width: int, *, dry_run: bool) -> Iterator[str]:
    verb = "as it was" if document.is_as_it_was else "would be accepted" if dry_run else "accepted"
    yield in_one_line(f"{document.file}: {verb}, {document.folder}")
    for noun, text in (*_renames(document), *_files(document), *_open(document.checklist)):
        yield from wrapped(f"  {noun}", visible(text), _HEAD, width)


def _renames(document: AcceptedDocument) -> Iterator[tuple[str, str]]:
    old, new = document.old, document.checklist
    if document.other_way:
        yield "new", f"the other direction is accepted, too: {document.other_way.title}, {document.other_way.slug}"
    if document.like:
        what = f"nobody can tell whether {new.title} is an accepted document with another name: {some(document.like)}"
        cure = (
            f"remove its folder {new.slug}, and accept all documents in one call, or say which one it is: --as FOLDER"
        )
        yield "new", f"{what}; if it is: {cure}"
    if document.nearest:
        near = document.nearest
        cure = f"remove its folder {new.slug}, and say so: --as {near.slug}"
        yield "new", f"no accepted document is like this one; the nearest is {near.title}; if it is that one: {cure}"
    if old and old.slug != new.slug:
        yield "renamed", f"{old.title} is {new.title} now; its folder was {old.slug}; if it is another document: --new"

    if renamed := document.datatypes:
        for (was, is_), sections in renamed.sections.items():
            before, after = sections[0]
            is_whole = (was, is_) in renamed.names
            what = f"the datatype {was} is called {is_}" if is_whole else f"{before.title} is {after.title}"
            yield "renamed", f"{what} now"


def _files(document: AcceptedDocument) -> Iterator[tuple[str, str]]:
    before, after = document.before, document.after
    for name, text in after.items():
        if name in _SILENT:
            continue
        if name.endswith(CONFLICT):
            file = name.removesuffix(CONFLICT)
            is_peoples = name != f"{accepted.FILE}{CONFLICT}" and has_peoples_words(after.get(file, ""), text)
            stays = (
                "people's words" if is_peoples else f"the document's {'values' if file == accepted.FILE else 'words'}"
            )
            yield "conflict", f"{name} shows both; {file} has {stays}. Correct it, and remove {name}"
        elif name == AGREED:
            yield "retired", f"{name} keeps what was agreed on, until the document says so again"
        elif name.startswith(f"{RETIRED}/"):
            yield "retired", f"{name} is not played{_why(name, document.checklist)}"
        elif before.get(name) != text:
            yield ("changed" if name in before else "new"), name


def _why(name: str, checklist: Checklist) -> str:
    """Return why a file of `retired/` is not played, where the rows that its scenarios speak of are the reason."""
    file = name.removeprefix(f"{RETIRED}/").removesuffix(WHOLE).removesuffix(".txt")
    slug, dot, mark = file.partition(".")
    mark = mark.rpartition(".")[2]
    section = next((each for each in checklist.sections if each.slug == slug), None)
    is_of_rows = section and dot and name.endswith(".txt") and mark not in KINDS
    return f": {why_aside(mark, section)}" if section and is_of_rows else ""


def _open(checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Yield what is odd, and what has no verdict until people agree on something, or until stories can test it."""
    played = known_playable(checklist)
    if not checklist.sections:
        yield "no story", f"the document has no section: {checklist.file}:{checklist.line}"
    for oddity in played.all_oddities:
        if not oddity.is_agreed:
            yield oddity.word, f"line {oddity.line}: {oddity}"
    for section in played.sections:
        for oddity in section.oddities:
            if oddity.is_agreed:
                yield "look at", f"{section.slug}: {oddity.what}, in checklist.toml"
        if why := doubt(played, section):
            yield "no story", f"{section.slug}: {why}"
        elif not section.rows and any(each.kind == "properties" for each in section.sentences):
            yield "agree on", f"{section.slug}: the rows of an empty table, in checklist.toml"
        else:
            whys = (each(played, section) for each in (unpaired, untested, untested_criterion, unconnected))
            for why in dict.fromkeys(filter(None, whys)):
                yield "no story", f"{section.slug}: {why}"
