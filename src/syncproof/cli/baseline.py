"""`syncproof baseline`: the file of known failures, written and kept up to date from the JSON of a run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli import run
from syncproof.cli.options import FILE, Command, option
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from syncproof.report.comparison import Comparison
    from syncproof.verdict.baseline import Key, KnownFailure

# All else is imported where a command needs it: reading the JSON of a run takes longer than `--help` may.
# ruff: noqa: PLC0415 - as above

_HEAD = "# Known failures, each with its reason: `syncproof run --baseline` fails for every other failure.\n"
_FROM = option("--from verdicts", "F", "What `run` wrote: --json F, or --events F.", unset="must be named", type=FILE)
_LISTED = 5
"""So many failures without a reason are named in an error."""


def _new_entries(command: Command) -> Command:
    """Give a command the options for the entries that it adds."""
    for add in (
        option(
            "--expires",
            "YYYY-MM-DD",
            "Last day on which new entries excuse their failure.",
            unset="they do not expire",
            default="",
        ),
        option("--owner", "NAME", "Person or team that ends the new failures.", unset="nobody", default=""),
        option("--reason", "TEXT", "Reason for the new entries.", unset="asked for on a terminal"),
    ):
        command = add(command)
    return command


@click.group(short_help="Keep the file of known failures up to date.")
def baseline() -> None:
    """Write the file of known failures from the JSON of a run, and keep it up to date; nothing is played again.

    The reasons, owners, dates and comments in the file stay.
    """


@baseline.command(short_help="List exactly the failures of a run.")
@click.argument("file", type=FILE, metavar="FILE")
@_FROM
@_new_entries
def write(*, file: Path, verdicts: Path | None, reason: str | None, owner: str, expires: str) -> int:
    """Make FILE list exactly the failures of a run: new ones are added, and what passes now is removed."""
    return _edit(file, verdicts, _New(reason, owner, expires), adds=True, removes=True)


@baseline.command(short_help="Add what fails in a run and is not listed.")
@click.argument("file", type=FILE, metavar="FILE")
@_FROM
@_new_entries
def update(*, file: Path, verdicts: Path | None, reason: str | None, owner: str, expires: str) -> int:
    """Add to FILE what fails in a run and is not listed, and renew the fingerprints of what is listed."""
    _check_is_there(file)
    return _edit(file, verdicts, _New(reason, owner, expires), adds=True, removes=False)


@baseline.command(short_help="Remove what passes in a run, or is gone.")
@click.argument("file", type=FILE, metavar="FILE")
@_FROM
def prune(*, file: Path, verdicts: Path | None) -> int:
    """Remove from FILE the entries of scenarios that pass in a run, or that are gone."""
    _check_is_there(file)
    return _edit(file, verdicts, _New(None, "", ""), adds=False, removes=True)


class _New:
    """Reason, owner and last day of new entries; a reason that is missing is asked for, on a terminal."""

    def __init__(self, reason: str | None, owner: str, expires: str) -> None:
        if reason is not None and not reason.strip():
            raise BadInput("--reason is empty", do="say why it fails and what will end it")
        self._reason = (reason or "").strip()
        self._owner = owner.strip()
        self._expires = _day(expires) if expires else None

    def completed(self, entries: Sequence[KnownFailure]) -> list[KnownFailure]:
        """Return new entries with owner, date and reason."""
        owned = [replace(each, owner=self._owner, expires=self._expires) for each in entries]
        return self.reasoned(owned)

    def reasoned(self, entries: Sequence[KnownFailure]) -> list[KnownFailure]:
        """Return entries, each with a reason. Raises BadInput where a reason is missing and nobody can be asked."""
        missing = [each for each in entries if not each.reason]
        if missing and not self._reason and not sys.stdin.isatty():
            names = "".join(f"\n  {_named(each)}" for each in missing[:_LISTED])
            more = f"\n  … and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
            count = "1 failure has" if len(missing) == 1 else f"{len(missing)} failures have"
            raise BadInput(
                f"{count} no reason, and there is no terminal to ask for it:{names}{more}",
                do='--reason "why it fails and what will end it"',
            )
        found, last = [], None
        for each in entries:
            reason = each.reason or self._reason
            if not reason:
                reason = last = click.prompt(_named(each) + "\n  reason", default=last, value_proc=_reason, err=True)
            found.append(replace(each, reason=reason))
        return found


def _edit(file: Path, verdicts: Path | None, new: _New, *, adds: bool, removes: bool) -> int:
    """Bring a baseline into line with a run: the file is written whole, and only where something changes."""
    from syncproof.inputs import text_of
    from syncproof.report import files, stream
    from syncproof.report.comparison import compared, has_fingerprints
    from syncproof.report.report_file import summary_of
    from syncproof.report.visible import visible
    from syncproof.verdict.baseline import load
    from syncproof.verdict.baseline_text import edited

    if verdicts is None:
        raise BadInput("no run is named", do="syncproof run --json verdicts.json, then --from verdicts.json")
    files.check([file])
    whole = summary_of(verdicts)
    if not has_fingerprints(whole):
        do = "run the checklist again, with --json"
        raise BadInput("written by an earlier syncproof", where=f"{verdicts}:1", do=do)
    text = text_of(file, "a baseline") if file.exists() else None
    entries = load(file, unfinished=True) if text is not None else ()
    edited(text or "", entries, {}, (), str(file))  # before anybody is asked for reasons
    found = compared(entries, whole)
    changed: dict[Key, KnownFailure | None] = {}
    added: list[KnownFailure] = []
    if adds:
        still = (*found.same, *found.changed)
        changed |= {each.key: each for each in new.reasoned(still)}
        added = new.completed(found.new)
    if removes:
        changed |= {each.key: None for each in found.stale}
    result = edited(text if text is not None else _HEAD, entries, changed, added, str(file))
    if result != text:
        crlf = text is not None and b"\r\n" in file.read_bytes()
        files.write(file, result.replace("\n", "\r\n") if crlf else result, private=True)
    stream.say(visible("\n".join(_said(file, entries, found, changed, added, run.now().date()))))
    return 0


def _said(
    file: Path,
    entries: Sequence[KnownFailure],
    found: Comparison,
    changed: Mapping[Key, KnownFailure | None],
    added: Sequence[KnownFailure],
    today: date,
) -> Iterator[str]:
    """Yield what was done to a baseline, and what is left to do."""
    removed = [each for each in entries if each.key in changed and changed[each.key] is None]
    renewed = [each for each in entries if (after := changed.get(each.key)) and after != each]
    kept = len(entries) - len(removed) - len(renewed)
    yield f"{file}: {len(added)} added, {len(renewed)} renewed, {len(removed)} removed, {kept} as before"
    for each in added:
        yield f"  added    {_named(each)}: {'; '.join(each.fingerprint)}"
    for each in renewed:
        after = changed[each.key]
        yield f"  renewed  {_named(each)}: {'; '.join(after.fingerprint) if after else ''}"
        if each.fingerprint and after and after.fingerprint != each.fingerprint:
            yield f"           it was {'; '.join(each.fingerprint)}: see whether the reason still holds"
    for each in removed:
        yield f"  removed  {_named(each)}"
    for each in entries:
        if each.expired(today) and each not in removed:
            yield f"  expired  {_named(each)}: after {each.expires}; mend the failure, or agree on a new date"
    if found.errors:
        count = "1 scenario" if found.errors == 1 else f"{found.errors} scenarios"
        yield f"  no entry excuses {count} that could not be judged"


def _named(entry: KnownFailure) -> str:
    from syncproof.report.visible import visible

    return visible(f"{entry.section} {entry.rule}: {entry.scenario}")


def _reason(text: str) -> str:
    if not text.strip():
        raise click.UsageError("say why it fails and what will end it")
    return text.strip()


def _day(text: str) -> date:
    """Return a day from today on. Raises BadInput for anything else."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise BadInput(f"--expires {text}: not a date", do="--expires 2026-12-31")
    if day < run.now().date():
        raise BadInput(f"--expires {text}: that day is over", do="name a day from today on")
    return day


def _check_is_there(file: Path) -> None:
    if not file.exists():
        do = f"syncproof baseline write {file} --from JSON writes the file"
        raise BadInput("no such file", where=str(file), do=do)
