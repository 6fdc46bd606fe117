"""Lines of a text that people and a document both changed: merged, or shown side by side where that cannot be.

A comment is in nobody's way: where lines beside it change, it stays above the line that takes their place.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from merge3 import Merge3

_HERE, _BEFORE = "what stands here", "what was rendered before"


def merged_lines(base: str, now: str, new: str) -> str | None:
    """Return a text with the changes of both sides, line by line; None where the two cannot be had together."""
    groups = list(_by_line(base, now, new).merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "\n".join(line for group in groups for line in group[1])


def merged_steps(base: str, now: str, new: str) -> str | None:
    """Return the same for a part of a feature, in which comments that people added are kept beside their lines."""
    if (both := merged_lines(base, now, new)) is not None:
        return both
    bare, comments = _without_comments(base.split("\n"), now.split("\n"))
    if not comments:
        return None
    text = "\n".join(bare)
    both = new if text == base else merged_lines(base, text, new)
    return None if both is None else "\n".join(_with_comments(bare, comments, both.split("\n")))


def both_shown(base: str, now: str, new: str) -> str:
    """Return the lines of both sides, those that differ between marks."""
    lines = _by_line(base, now, new).merge_lines(
        name_a=_HERE,
        name_base=_BEFORE,
        name_b="what the document gives now",
        start_marker="<<<<<<<",
        base_marker="|||||||",
        mid_marker="=======",
        end_marker=">>>>>>>",
    )
    return "\n".join(each.removesuffix("\n") for each in lines)


def has_peoples_words(text: str, conflict: str) -> bool:
    """Whether a text has all that people wrote, as a conflict shows it."""
    shown = (each.partition(f"||||||| {_BEFORE}\n")[0] for each in conflict.split(f"<<<<<<< {_HERE}\n")[1:])
    return all(f"\n{each.lstrip(chr(10))}" in f"\n{text}\n" for each in shown)


def split_end(text: str) -> tuple[str, str]:
    """Return the text of a feature in two: all but the comments at its end, and these, below a blank line if any.

    Only comments at the begin of a line are of the feature as a whole; others are of what they follow.
    """
    lines = text.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    comments = "\n".join(lines[end:])
    gap = "\n" if comments.startswith("\n") else ""
    return ("\n".join([*lines[:end], ""]), gap + comments.lstrip("\n")) if "#" in comments else (text, "")


def _by_line(base: str, now: str, new: str) -> Merge3[str]:
    return Merge3(base.split("\n"), now.split("\n"), new.split("\n"))


def _without_comments(base: list[str], now: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Return lines without the comments that people added, and each comment before the index of a line that is left.

    The blank lines around comments go with them, where nothing else was added there.
    """
    bare: list[str] = []
    comments: list[tuple[int, str]] = []
    for tag, _, _, begin, end in SequenceMatcher(None, base, now, autojunk=False).get_opcodes():
        lines = now[begin:end]
        is_apart = tag == "insert" and all(_is_comment(each) or not each.strip() for each in lines)
        for line in lines:
            if tag != "equal" and (_is_comment(line) or is_apart):
                comments.append((len(bare), line))
            else:
                bare.append(line)
    return bare, comments if any(_is_comment(each) for _, each in comments) else []


def _with_comments(bare: list[str], comments: list[tuple[int, str]], both: list[str]) -> list[str]:
    places = [0] * len(bare) + [len(both)]
    for _, begin, end, new_begin, new_end in SequenceMatcher(None, bare, both, autojunk=False).get_opcodes():
        for index in range(begin, end):
            places[index] = min(new_begin + index - begin, new_end)
    found: list[str] = []
    for index, line in enumerate([*both, ""]):
        found += [comment for at, comment in comments if places[at] == index]
        found.append(line)
    return found[:-1]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
