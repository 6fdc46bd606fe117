"""One run of `syncproof run`: planned, played with its progress, and reported."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from syncproof.cli.options import installed_features
from syncproof.cli.watch import planned
from syncproof.report import event_file, provenance
from syncproof.report.exit_code import ExitCode
from syncproof.report.progress import shown
from syncproof.report.trace import Traces
from syncproof.report.visible import in_one_line
from syncproof.run.documents import derived_names
from syncproof.run.overlooked import left_out, overlooked
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of

if TYPE_CHECKING:
    from datetime import datetime

    from syncproof.cli.page import Page
    from syncproof.report.event_file import EventFile
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.run_events import RunEvent
    from syncproof.run.plan import RunPlan, RunRequest
    from syncproof.run.run_sweep import RunSweep
    from syncproof.watch.stage import WatchStage


class Trouble(NamedTuple):
    """The sweep of a run: one that follows the stories, or the JSON of one that has been."""

    sweep: bool
    swept: Path | None

    def of(self, plan: RunPlan) -> RunSweep | None:
        """Return the sweep for a plan, None without one."""
        if not (self.sweep or self.swept):
            return None
        from syncproof.trouble import of_run  # noqa: PLC0415 - most runs sweep nothing

        return of_run.taken_in(plan, self.swept) if self.swept else of_run.bounded(plan)


def played(
    request: RunRequest,
    settings: Path | None,
    page: Page,
    events: Path | None,
    started: datetime,
    trouble: Trouble,
    stage: WatchStage | None,
) -> int:
    """Play a request, write and print its reports, and return the exit code; on a `stage`, what a change affects."""
    plan = planned(stage, request)
    if plan is None:
        page.say("nothing to play: the change affects no story that is chosen", always=True)
        return ExitCode.PASS
    sweep = trouble.of(plan)
    origin = provenance_of(plan, started, trouble.swept)
    _introduce(plan, origin, settings, page)
    kept = Traces()
    with event_file.opened(events) as file, shown(quiet=page.quiet) as progress:
        summary = play(
            plan,
            origin,
            progress=stage.follow(progress.hear, progress.say) if stage else progress.hear,
            expected=progress.expect,
            again=progress.again,
            happened=partial(_tell, file, kept, stage),
            sweep=sweep,
            sweeping=partial(progress.turn_to, "stories swept"),
            swept=lambda row: progress.count(passed=not row["failures"]),
        )
    if stage and stage.is_superseded:
        return ExitCode.INTERRUPTED  # nobody wants the report of what was written otherwise
    return page.finish(summary, request.features, kept, file.problem)


def _introduce(plan: RunPlan, origin: RunRow, settings: Path | None, page: Page) -> None:
    """Say what is odd in the documents, what the run is, and what it leaves out that a reader may take for played."""
    request = plan.request
    for checklist in plan.checklists:
        for oddity in checklist.all_oddities:
            # Those of an accepted document were told when that was accepted; people go on with what they agree on.
            if request.documents or oddity.is_agreed:
                page.say(in_one_line(f"{checklist.file}:{oddity.line}: {oddity}"))
    has_features = len(plan.unseen) < len(plan.checklists)
    page.say(provenance.line(origin, request.features if has_features else None, settings))
    if new := [each for each in plan.unseen if each not in plan.outgrown]:
        # Nobody accepts into the installed features: `accept` refuses that.
        is_own = request.features.resolve() != installed_features().resolve()
        files, folder = [each.file for each in new], request.features if is_own else Path("accepted")
        page.say(provenance.unseen([each.title for each in new], derived_names(new), files, folder))
    if plan.outgrown:
        page.say(provenance.outgrown([each.file for each in plan.outgrown], request.features))
    if left := overlooked(Path.cwd(), request.features):
        page.say(provenance.overlooked(left))
    if not request.documents and (gone := left_out(installed_features(), request.features)):
        page.say(provenance.left_out(gone, request.features))


def _tell(file: EventFile, traces: Traces, stage: WatchStage | None, event: RunEvent) -> None:
    if stage:
        stage.hear(event)
    file.write(event)
    traces.take(event)
