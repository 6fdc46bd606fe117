"""The documents of a run: which are played, and where the features of each lie.

A document that no folder answers is played all the same: its features are written from the document alone, into a
private folder, and its systems are derived. So is a document that has outgrown its accepted features: one that says no
longer what they are about, or that has the title of a document whose features are installed, and other sections, since
nobody can edit what is installed.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import syncproof
from syncproof.acceptance.moved import Moved
from syncproof.checklist import accepted
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.checklist import system_word
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.resolve import parse
from syncproof.drift.kin import Kin
from syncproof.drift.losses import loses
from syncproof.drift.other_way import Directions
from syncproof.drivers.program import outlived
from syncproof.errors import BadInput
from syncproof.fakes import FAKES, OWN
from syncproof.inputs import digested
from syncproof.stories.doubts import undoubted
from syncproof.stories.playable import playable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist


def chosen(
    documents: Sequence[Path], approved: tuple[Checklist, ...]
) -> tuple[tuple[Checklist, ...], Mapping[str, str]]:
    """Return the documents with the rows that were agreed on, and their digests; without documents, all accepted ones.

    What the documents say of systems without a fake of their own is known from then on. Raises BadInput for a document
    that cannot be read, or is named twice.
    """
    if not documents:
        return approved, {}
    read = [(str(path), *digested(path, "a dataflow document")) for path in documents]
    known = KnownNames(approved)
    checklists = tuple(playable(_agreed(parse(text, path, known), approved)) for path, text, _ in read)
    given = {each.slug for each in checklists}
    FAKES.derive([*checklists, *(each for each in approved if each.slug not in given)])
    _check_twice(checklists)
    return checklists, {each.slug: digest for each, (_, _, digest) in zip(checklists, read, strict=True)}


@contextmanager
def private_folder(*, outside: bool) -> Iterator[Callable[[], Path]]:
    """Yield what makes a private folder at its first call; the folder is gone afterwards.

    With a SUT in a process `outside`, the folder is gone however this process ends.
    """
    with ExitStack() as stack:

        @cache
        def make() -> Path:
            folder = stack.enter_context(TemporaryDirectory(prefix="syncproof-"))
            if outside:
                stack.enter_context(outlived(folder))
            return Path(folder)

        yield make


def derived_names(checklists: Sequence[Checklist]) -> tuple[str, ...]:
    """Return the names of the systems that are derived from these documents, as they first come."""
    names = [end.system for each in checklists for section in each.sections for end in (section.source, section.target)]
    return tuple(system_word(name) for name in dict.fromkeys(names) if name not in OWN)


def answered(checklists: Sequence[Checklist], features: Path, unseen: Callable[[], Path] | None) -> Mapping[str, Path]:
    """Return the folder in which each document's own folder of features lies, by slug; write what nobody accepted.

    Raises BadInput where a document needs a folder and there is no private one for it.
    """
    folders = {}
    for each in checklists:
        folders[each.slug] = features
        if not _fits(each, features):
            if unseen is None:
                raise BadInput(f"no features answer the document {each.title}", where=f"{each.file}:{each.line}")
            folders[each.slug] = unseen()
            _write(each, folders[each.slug] / each.slug)
    return folders


def is_installed(folder: Path) -> bool:
    """Whether a folder is part of the installed package, which nobody should edit; a checkout's features are not."""
    return folder.resolve().is_relative_to(Path(syncproof.__file__).resolve().parent)


def _fits(checklist: Checklist, features: Path) -> bool:
    """Whether a document can be played with the features in its own folder below another."""
    folder = features / checklist.slug
    if not folder.is_dir():
        return False
    before = accepted.load(folder)
    return not loses(checklist, before) and (not is_installed(features) or _is_like(checklist, before))


def _is_like(checklist: Checklist, other: Checklist) -> bool:
    """Whether a document has the sections, and these the sentences, of another."""
    one, two = (
        {(*section.pair, section.copy): section.kinds for section in each.sections} for each in (checklist, other)
    )
    return one == two


def _write(checklist: Checklist, folder: Path) -> None:
    """Write the features of a document from the document alone."""
    from syncproof.stories.render import rendered  # noqa: PLC0415 - most documents have features

    folder.mkdir()
    (folder / accepted.FILE).write_text(dump(checklist), encoding="utf-8")
    for name, text in rendered(undoubted(checklist), FAKES.declared).items():
        (folder / name).write_text(text, encoding="utf-8")


def _agreed(checklist: Checklist, approved: Sequence[Checklist]) -> Checklist:
    """Return a document with the rows of its agreement, if it was accepted, by these names or by others."""
    before = Directions(approved).older([checklist], Kin(approved))[checklist.file]
    return accepted.agreed(checklist, Moved(before, checklist).checklist) if before else checklist


def _check_twice(checklists: Sequence[Checklist]) -> None:
    seen: dict[str, Checklist] = {}
    for checklist in checklists:
        if checklist.slug in seen:
            other = seen[checklist.slug]
            what = f"the document {checklist.title} is named twice"
            if other.title != checklist.title:
                what = f"two documents go by the name {checklist.slug}, and a run takes one"
            raise BadInput(
                what,
                where=f"{checklist.file}:1",
                nearest=f"{other.file}:1",
                do="name one of the two, or a folder that both lie in: each document of a folder is played by itself",
            )
        seen[checklist.slug] = checklist
