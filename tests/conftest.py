"""What many tests need: documents in the generated shape, and systems that are served as users serve them."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn, TypeAlias

import hypothesis
import pytest
from xdist.scheduler import WorkStealingScheduling

from syncproof import features
from syncproof.checklist import Checklist, Criterion, Row
from syncproof.checklist.accepted import load_all
from syncproof.checklist.dialect import TYPES, criteria_header, header
from syncproof.checklist.rows import cell_of
from syncproof.fakes import FAKES
from syncproof.processes.fresh import cores
from syncproof.run.garbage import set_aside

# Before whoever imports these first: a failure of theirs shows the values then.
pytest.register_assert_rewrite("tests.serve.answers", "tests.serve.browser")

# How long a trial takes is the machine's affair; the same trials are made each time.
hypothesis.settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("tests")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Let three processes test on two cores: a third of the time, a test waits for programs that it has started."""
    said = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if said else cores() + cores() // 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep neighbours in one process, so that their servers and browsers start once; who is done helps the others."""
    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """Keep what was collected out of every later search for garbage: each search is quick then, and comes in time."""
    gc.collect()
    with set_aside():
        return (yield)


@pytest.fixture(autouse=True, scope="module")
def _nothing_derived() -> None:
    """Know of no derived system when a file of tests begins: those of another one would depend on the order."""
    FAKES.derive([])


def document_of(checklist: Checklist) -> str:
    """Return a document that says a checklist; rows that were only agreed on are not the document's."""
    bar = "=" * len(checklist.title)
    lines = [bar, checklist.title, bar, "", f"Generated: {checklist.generated}", ""]
    lines += ["Introduction", "------------", "", "It promises nothing.", ""]
    for section in checklist.sections:
        lines += [section.title, "-" * len(section.title)]
        for sentence in section.sentences:
            lines += [sentence.text, ""]
            if sentence.kind == "merge-criteria":
                criteria = map(_cells, section.criteria)
                lines += _table([criteria_header(section.source, section.target), *criteria])
            if sentence.kind == "properties":
                rows = [row for row in section.rows if row.origin == "document"]
                types = (row.type if row.type not in TYPES else f'"{row.type}"' for row in rows)
                cells = [(*_cells(row), type_) for row, type_ in zip(rows, types, strict=True)]
                lines += _table([header(section.source, section.target), *cells])
    return "\n".join(lines)


def _cells(row: Row | Criterion) -> tuple[str, str]:
    return cell_of(row.source, row.source_qualifiers), cell_of(row.target, row.target_qualifiers)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "")
    for first, *others in rows:
        yield f"   * - {first}"
        yield from (f"     - {each}" for each in others)
    yield from ("", "")


@pytest.fixture(scope="session")
def written() -> Callable[[Checklist], str]:
    """Let a test write documents."""
    return document_of


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write a document for each accepted checklist, and return the files by the names of their folders."""
    folder = tmp_path_factory.mktemp("documents")
    files = {}
    for checklist in load_all(Path(next(iter(features.__path__)))):
        files[checklist.slug] = folder / f"{checklist.slug}.rst"
        files[checklist.slug].write_text(document_of(checklist))
    return files


Told: TypeAlias = Mapping[str, Mapping[str, str]]
"""What `syncproof serve --json` says on its first line."""


@contextmanager
def serve(*options: str, module: str = "tests.fakes.trello.spec.served") -> Iterator[Told]:
    """Serve the systems as `serve_apart`, with the fake Trello watched."""
    with serve_apart(*options, module=module) as (told, _):
        yield told


@contextmanager
def serve_apart(*options: str, module: str = "syncproof") -> Iterator[tuple[Told, int]]:
    """Serve the systems in a process of their own, on any ports, until the context ends; yields its id, too.

    `module` is `syncproof`, or the same with something added.
    """
    command = [sys.executable, "-m", module, "serve", "--json", "--port", "0", *options]
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=path) as process,  # noqa: S603 - our own words
    ):
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline()), process.pid
        finally:
            process.terminate()
            try:
                code = process.wait(timeout=60)
            finally:
                process.kill()
            said.seek(0)
            error = said.read()
            assert (code, "Traceback" in error) == (0, False), error


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], NoReturn]:
    """Let a test say what it lacks here: it is skipped for that, or fails in CI, which has everything."""

    def say(what: str) -> NoReturn:
        if os.environ.get("CI") == "true":
            pytest.fail(what)
        pytest.skip(what)

    return say


@pytest.fixture(scope="session")
def serving_apart() -> Callable[..., AbstractContextManager[tuple[Told, int]]]:
    """Let a test serve the systems in a process that it looks at."""
    return serve_apart


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[Told]]:
    """Let a test serve the systems with options of its own."""
    return serve
