"""Errors, and what they are written with: the nearest right word, text cut to fit, numbers with nouns.

SyncproofError
├── BadInput         the user's: a document, a file, an option (exit code 2)
└── HarnessBroke     ours: what must never be mistaken for a verdict on the SUT (exit code 4)
    ├── SutMissing   the SUT cannot be started or asked at all
    │   └── SutShared    another run uses the SUT, too
    └── NotWritten   a file that the user named cannot be written

PromiseBroken (an AssertionError) and NotOffered are no members: they are verdicts on the SUT. Killed is no Exception.
"""

from __future__ import annotations

import errno
import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_ALIKE = 0.6
_ALIKE_TO_A_PART = 0.75
"""A short part of a long name is sooner like any word."""
_SHORTEST_PART = 3
_LONGEST = 200
"""Characters of a text that are compared: the likeness of two texts costs as much as the product of their lengths."""
_WIDEST = 600
"""Characters of a line of an error: what somebody gave may be megabytes."""
MANY = 100
"""Mistakes that are said at once; whoever has found one more need not look on."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class SyncproofError(Exception):
    """An error whose text says what went wrong, where, what the nearest right thing is, and what to do."""


class BadInput(SyncproofError):  # noqa: N818 - the name says what happened, as its siblings
    """Input that cannot be used; the text is `file:line: what`, then `nearest` and `do` lines where they help.

    `near` is a wrong word and the right ones, of which the error names the nearest; `nearest` names something else.
    Either is `likely` then.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        nearest: str = "",
        near: tuple[str, Iterable[str]] = ("", ()),
        do: str = "",
    ) -> None:
        self.where = where
        self._what = what
        self.likely = nearest or _nearest(*near)
        self._do = do
        lines = [cut(line, _WIDEST) for line in (f"{_one_line(where)}: {what}" if where else what).split("\n")]
        lines += [f"  nearest  {cut(self.likely, _WIDEST)}"] if self.likely else []
        lines += [f"  do       {do}"] if do else []
        super().__init__("\n".join(lines))

    def with_cure(self, do: str) -> BadInput:
        """Return the same error with something else to do about it."""
        return BadInput(self._what, where=self.where, nearest=self.likely, do=do)

    def found_at(self, where: str) -> BadInput:
        """Return the same error for a value that stands at `file:line`."""
        what = f"{_one_line(self.where)}: {self._what}" if self.where else self._what
        return BadInput(what, where=where, nearest=self.likely, do=self._do)


def _one_line(where: str) -> str:
    """Return a place whose file has an end of line in its name as one line."""
    return where.replace("\n", "\\n")


def together(problems: Iterable[BadInput]) -> BadInput:
    """Return one error that says what several say, each once, file by file and in the order of lines.

    Of very many, the first are said.
    """
    found = list(problems)
    files = {file: number for number, file in enumerate(dict.fromkeys(_place(each)[0] for each in found))}
    found.sort(key=lambda each: (files[_place(each)[0]], _place(each)[1]))
    texts = list(dict.fromkeys(map(str, found)))
    more = ["and others: mend these first"] if len(texts) > MANY else []
    return BadInput("\n".join([*texts[:MANY], *more]))


def _place(problem: BadInput) -> tuple[str, int]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.where, 0)


class HarnessBroke(SyncproofError):  # noqa: N818 - the name says what happened, as its siblings
    """The harness could not do its work; no verdict on the SUT follows from that."""


class SutMissing(HarnessBroke):
    """The SUT cannot be started or asked at all."""


class SutShared(SutMissing):
    """Another run uses the SUT, too: no story of this run says anything about the SUT any more."""


class NotWritten(HarnessBroke):
    """The disk, or standard output, does not take what a user wants written there; the run has been judged by then."""


def not_written(file: Path, what: str, error: OSError) -> NotWritten:
    """Return the error for a file that the disk does not take."""
    do = "make room, or name a file elsewhere" if error.errno in _FULL else "name a file that you may write"
    return NotWritten(f"{file}: {what} could not be written: {error.strerror}\n  do       {do}")


class Killed(BaseException):
    """A SUT in this process is killed, as by SIGKILL: nothing that the SUT does can catch this."""


class NotOffered(Exception):  # noqa: N818 - the name says what happened
    """The SUT does not do what a story needs; the rule gets no verdict, and the text says why.

    `kind` is the text without what differs from run to run, where anything does.
    """

    def __init__(self, text: str, *, kind: str = "") -> None:
        self.kind = kind or text.partition("\n")[0]
        super().__init__(text)


class PromiseBroken(AssertionError):  # noqa: N818 - the name says what happened
    """The SUT did not keep a promise; `lines` are the ledger lines that show the breach, cause before effect.

    `kinds` say what is broken without the values, ids and times of a run; that is `what` where nothing else is given.
    """

    def __init__(
        self,
        what: str,
        *,
        expected: str = "",
        saw: str = "",
        lines: tuple[int, ...] = (),
        kinds: tuple[str, ...] = (),
    ) -> None:
        self.what = what
        self.kinds = kinds or (what,)
        self.expected = expected
        self.saw = saw
        self.lines = lines
        self.plays = ""
        """How often the same story failed, where some of its plays failed and others did not."""
        super().__init__(
            "\n".join(filter(None, [what, expected and f"expected  {expected}", saw and f"saw       {saw}"]))
        )


def nearest(word: str, among: Iterable[str]) -> str:
    """Return the word that a wrong word was most likely meant to be, whatever its case; '' where none is like it.

    Of sentences, the best is returned however far off: a reader sees at once what kind of sentence is wanted.
    """
    return _nearest_of(word[:_LONGEST].casefold(), tuple(among))


@lru_cache(maxsize=256)  # one mistake may stand on thousands of lines
def _nearest_of(wanted: str, among: tuple[str, ...]) -> str:
    near = [each for each in among if " " in wanted or _is_alike(wanted, each.casefold())]
    best, most = "", -1.0
    for each in near:
        if (likeness := _likeness(wanted, each.casefold(), above=most)) > most:
            best, most = each, likeness
    return best


def _is_alike(wanted: str, right: str) -> bool:
    """Whether a single word looks like a slip, or like a part, of a right word or of a word in a right name."""
    parts = {*re.findall(r"\w+", right), *re.split(r"[/.]", right)}
    return (
        (len(wanted) >= _SHORTEST_PART and wanted in right)
        or _likeness(wanted, right, above=_ALIKE) >= _ALIKE
        or any(_likeness(wanted, part, above=_ALIKE_TO_A_PART) >= _ALIKE_TO_A_PART for part in parts if part)
    )


def _likeness(one: str, other: str, *, above: float) -> float:
    """Return how alike two texts are, from 0 to 1; -1 where that is less than `above`, which is quick to see."""
    matcher = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST])
    if matcher.real_quick_ratio() < above or matcher.quick_ratio() < above:
        return -1
    return matcher.ratio()


_nearest = nearest  # for BadInput, whose argument has the same name


def cut(text: str, longest: int = 60) -> str:
    """Return text of at most so many characters; `…` is the last where some are left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Return how many there are: `1 story`, `1,200 stories`; without `nouns`, the noun with an s is the plural."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def some(names: Sequence[str], most: int = 3) -> str:
    """Return the first of several names, and how many more there are: `a, b, c and 54 more`."""
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")
