"""The plan of a run, from documents to stories: every command that judges a sync plans it here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.checklist import accepted
from syncproof.drift.kin import Kin
from syncproof.drift.other_way import Directions
from syncproof.drivers.check import check
from syncproof.errors import BadInput, together
from syncproof.fakes import FAKES
from syncproof.report import report_file
from syncproof.run import last_failed, repeat
from syncproof.run.account import Key, Planned
from syncproof.run.declared_marks import check_marks
from syncproof.run.documents import answered, chosen, is_installed
from syncproof.run.garbage import not_searched
from syncproof.run.shard import Shard, dealt, shard_of
from syncproof.run.vocabulary import own_problems
from syncproof.stories import choice, feature
from syncproof.stories.approved import approved_in
from syncproof.stories.extent import added, at_least, extent
from syncproof.stories.feature import namesakes
from syncproof.stories.spare import spare
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.verdict import baseline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist
    from syncproof.run.excerpt import Excerpt
    from syncproof.stories.choice import Choice, Requested
    from syncproof.stories.extent import Extent
    from syncproof.stories.feature import Feature


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A request for a run; without documents, every accepted document below `features` is played."""

    documents: tuple[Path, ...]
    features: Path
    choice: Choice
    baseline: Path | None = None
    seed: int = 0
    seeds: str = ""
    """A range of seeds such as `0-9`, to play all stories with each of them; '' for the one seed."""
    repeat: int = 1
    """How often each story is played with a seed."""
    workers: int = 1
    sut: Sut = THE_REFERENCE
    trello_as_is: bool = False
    """Whether the fake Trello is without the capabilities that the real Trello lacks."""
    require_complete: bool = False
    """Whether a run that does not play every rule must not end with exit code 0."""
    shard: str = ""
    """The part of the stories to play, such as `1/3`; '' for all."""
    last_failed: Path | None = None
    """The JSON or the events of a run; only the stories that did not pass there are played."""
    fail_fast: bool = False
    """Whether the first failure ends the run."""
    minutes: int | None = None
    """After so many minutes no further story begins."""
    unseen: Callable[[], Path] | None = None
    """Makes a private folder for the features of documents that nobody accepted; None: there may be none."""
    traces: bool = False
    """Whether the events say what happened in each story."""
    excerpt: Excerpt | None = None
    """What the baseline and the earlier run say of the one document, for a document of a folder."""
    again: tuple[str, ...] | None = None
    """The words by which a further run finds the documents and the features; None: by the features' folder."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A request that can be run: every feature is sound, and at least one sentence is chosen."""

    request: RunRequest
    checklists: tuple[Checklist, ...]
    features: tuple[Feature, ...]
    requested: Requested
    extent: Extent
    known: tuple[baseline.KnownFailure, ...] | None
    digests: Mapping[str, str]
    """The SHA-256 of each document that is no accepted one, by the document's slug."""
    seeds: Sequence[int]
    """The seeds with which each story is played."""
    unseen: tuple[Checklist, ...] = ()
    """The documents that nobody accepted, or that have outgrown what was accepted: they are played from themselves."""
    outgrown: tuple[Checklist, ...] = ()
    """Those of them that are generations of an accepted one."""
    shard: Shard | None = None
    listed: Collection[Key] | None = None
    """The scenarios that are chosen by name, beside the choice of the request; None for all."""
    first: Collection[Key] = ()
    """The scenarios that are played before all others."""

    def played(self) -> tuple[Feature, ...]:
        """Return the features to play: a section without rows has nothing to compare, and its sentences are `none`."""
        rows = {(each.slug, section.slug) for each in self.checklists for section in each.sections if section.rows}
        requested = {(key.document, key.section) for key, owed in self.requested.items() if owed.rules} & rows
        return tuple(each for each in self.features if (each.document, each.section) in requested)

    def scenarios(self) -> Iterator[Planned]:
        """Yield the scenarios to play: the run owes an outcome for each of them."""
        for each in self.played():
            for block, scenario in ((kind, one) for kind in each.blocks for one in kind.scenarios):
                owed = self.requested.get(choice.Key(each.document, each.section, block.kind))
                for name in scenario.names if owed and scenario.rule in owed.rules else ():
                    planned = Planned(each.document, each.section, scenario.rule, name, scenario.line)
                    if self.request.choice.takes(scenario.rule, name) and self._lists(planned.key):
                        yield planned

    def of_shard(self) -> tuple[Planned, ...]:
        """Return the scenarios that this run plays itself: without shards, all of them."""
        number, of = self.shard or (1, 1)
        planned = tuple(self.scenarios())
        shards = dealt(planned, of, self.request.choice.document)
        return tuple(each for each in planned if shards[each] == number)

    def _lists(self, key: Key) -> bool:
        return self.listed is None or key in self.listed

    def judges(self, known: baseline.KnownFailure) -> bool:
        """Whether an entry of the baseline lies in the requested part, or in no accepted document at all."""
        name, _, slug = known.section.partition("/")
        if name not in {checklist.slug for checklist in self.checklists}:
            return not (self.request.features / name / accepted.FILE).is_file()
        sections = [
            section
            for checklist in self.checklists
            for section in checklist.sections
            if (checklist.slug, section.slug) == (name, slug)
        ]
        choice = self.request.choice
        in_sections = any(choice.has(name, each) for each in sections) if sections else not choice.sections
        return in_sections and choice.takes(known.rule, known.scenario) and self._lists((name, slug, known.scenario))


@not_searched()
def plan(request: RunRequest) -> RunPlan:
    """Return the plan of a run. Raises BadInput, which names all that is wrong in the features at once."""
    check(request.sut)
    seeds = repeat.seeds_of(request.seeds, request.seed)
    if request.sut.url is not None and request.workers > 1:
        raise BadInput("one service cannot be played with by several workers at once", do="--workers 1")
    if request.sut.folder is not None and request.workers > 1:
        raise BadInput("one folder cannot be worked in by several workers at once", do="leave out --sut-dir")
    known = baseline.load(request.baseline) if request.baseline and not request.excerpt else None
    approved = approved_in(request.features)
    checklists, digests = chosen(request.documents, approved)
    check_marks(request.sut.marks, knows_all=not request.choice.document)
    folders = answered(checklists, request.features, request.unseen)
    features = _sound(checklists, folders)
    apart = {slug for slug, folder in folders.items() if folder != request.features}
    older = Directions(approved).older(checklists, Kin(approved))
    needed = _needed(checklists, [each for each in approved if each.slug not in apart], request.features)
    if request.excerpt:
        known = request.excerpt.known_as(checklists[0].slug)
    whole = RunPlan(
        request,
        checklists,
        features,
        choice.with_gaps(choice.requested(checklists, features, request.choice), features, needed, request.choice),
        _extent(checklists, features, needed),
        known,
        digests,
        seeds,
        tuple(each for each in checklists if each.slug in apart),
        tuple(each for each in checklists if each.slug in apart and older[each.file]),
        shard_of(request.shard),
    )
    if request.last_failed:
        wanted = _failed_before(request, request.last_failed, whole)
        whole = whole if wanted is None else last_failed.narrowed(whole, wanted, request.last_failed)
    if request.sut.attach and (count := len(tuple(whole.scenarios()))) != 1:
        raise BadInput(
            f"--attach is for one scenario, and {count} are chosen",
            do="--section TITLE --only 'every.created: A new task' names one, as `again` does",
        )
    if request.sut.attach and len(seeds) * request.repeat > 1:
        raise BadInput("--attach is for one play of a scenario", do="leave out --repeat and --seeds")
    return whole


def _failed_before(request: RunRequest, path: Path, plan: RunPlan) -> frozenset[Key] | None:
    """Return the stories that did not pass in an earlier run; None where all are to be played."""
    if request.excerpt:
        return request.excerpt.failed_as(plan.checklists[0].slug)
    return last_failed.red(report_file.summary_of(path))


def _sound(checklists: Sequence[Checklist], folders: Mapping[str, Path]) -> tuple[Feature, ...]:
    """Return the features of documents in their folders. Raises BadInput, which names all that is wrong in any."""
    features: list[Feature] = []
    problems: list[BadInput] = []
    for checklist in checklists:
        folder = folders[checklist.slug]
        for path in sorted((folder / checklist.slug).glob("*.feature")):
            found, wrong = feature.read(path)
            features.append(found)
            wrong = (*wrong, *spare(checklist, [found]))
            # The words of a feature are those of its section: where there is no section, no word could be right.
            if any(section.slug == found.section for section in checklist.sections):
                wrong = (*wrong, *own_problems(found, checklist))
            problems += [each.with_cure(_copy(folder)) for each in wrong] if is_installed(folder) else wrong
    problems += namesakes(features)
    if problems:
        raise together(problems)
    return tuple(features)


def _needed(checklists: Sequence[Checklist], approved: Sequence[Checklist], folder: Path) -> list[Feature]:
    """Return the features that a folder of the user's own began with: a story that is gone from it still counts."""
    if is_installed(folder):
        return []
    from syncproof.stories.render import rendered  # noqa: PLC0415 - the installed features are what the templates say

    here = {each.slug for each in checklists}
    return [
        feature.parsed(folder / each.slug / name, text)[0]
        for each in approved
        if each.slug in here
        for name, text in rendered(each, FAKES.declared).items()
    ]


def _extent(checklists: Sequence[Checklist], features: Sequence[Feature], needed: Sequence[Feature]) -> Extent:
    """Return the extent of checklists, at least that of the features that are needed."""
    # A story beside those of a section takes the place of none of them.
    beside = [each for each in features if each.is_beside]
    own = [each for each in features if not each.is_beside]
    return added(at_least(extent(checklists, own), extent(checklists, needed)), extent(checklists, beside))


def _copy(folder: Path) -> str:
    return f"copy the folder {folder}, change the copy, and name it: --features DIR"
