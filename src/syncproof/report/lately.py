"""The history of a run in words: what turned since when, what changed since the last signature, what is flaky."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report.standing import KNOWN, PART

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncproof.report.rows import Summary

_DAY = len("2026-03-01")
_MINUTE = len("2026-03-01T12:30")
_MOST = 12
_WORDS = {PART: "pass of what was played", KNOWN: "known failure"}
"""What a state is called, where its own name is none that a reader knows."""


def lines(whole: Summary, named: Callable[[str], str] = str) -> Iterator[str]:
    """Yield what a history says of the whole run; nothing without one. `named` returns the name of a sentence."""
    history = whole.get("history")
    if not history:
        return
    turned = [each for each in history["sentences"] if each["runs"] == 1 and each["before"]]
    if turned:
        changes = [f"{named(each['sentence'])} {_word(each['before'])} → {_word(each['state'])}" for each in turned]
        yield f"Turned in this run: {_listed(changes)}"
    if "signed" in history:
        signed = history["signed"]
        changes = [
            f"{named(each['sentence'])} {_word(each['was']) or 'not played'} → {_word(each['now'])}"
            for each in signed["turned"]
        ]
        said = _listed(changes) if changes else "each sentence stands as it did"
        yield f"Since the run of {signed['started'][:_DAY]} that {signed['by']} signed: {said}"
    if flaky := [f"{each['story']} passed in {each['passed']} of {each['of']} runs" for each in history["flaky"]]:
        yield f"Flaky, with the same inputs: {_listed(flaky)}"


def texts(whole: Summary) -> Iterator[str]:
    """Yield the same for a page of text, which says also that nothing turned, and against how many runs."""
    history = whole.get("history")
    if not history:
        return
    count = history["runs"]
    if not count:
        yield "the first run that is kept"
    elif not any(each["runs"] == 1 and each["before"] for each in history["sentences"]):
        yield f"no sentence turned in this run, after {count} earlier {'run' if count == 1 else 'runs'}"
    yield from (f"{line[0].lower()}{line[1:]}" for line in lines(whole))


def by_sentence(whole: Summary) -> dict[str, str]:
    """Return since when each sentence stands as it does, by its place on the page, `document.section.kind`.

    The minute names the run: a day may have several.
    """
    history = whole.get("history")
    return {
        each["sentence"].replace(
            "/", "."
        ): f"{_word(each['state'])} since {each['since'][:_MINUTE].replace('T', ' ')}, {_in_runs(each['runs'])}"
        + (f"; {_word(each['before'])} before" if each["before"] else "")
        for each in (history["sentences"] if history else [])
        if each["runs"] > 1 or each["before"]
    }


def _word(state: str) -> str:
    return _WORDS.get(state, state)


def _in_runs(count: int) -> str:
    return "in this run" if count == 1 else f"in {count} runs"


def _listed(texts: list[str]) -> str:
    more = f"; and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
    return f"{'; '.join(texts[:_MOST])}{more}"
