"""The watcher: looks at the files, has played what a change affects, and remembers what was judged."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

from syncproof.verdict import Verdict
from syncproof.watch import said
from syncproof.watch.files import changed
from syncproof.watch.notice import Notice
from syncproof.watch.warm import COPIES_ITSELF, WarmProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from syncproof.run.account import Key
    from syncproof.watch.files import WatchedFiles

_BROKE, _INTERRUPTED = 4, 130
_NAMED = 3
"""So many files of a change are named."""
_Event: TypeAlias = "tuple[WarmProcess, said.Message] | None"


class Watcher:
    """Has a command played, and played again as its files change, until somebody interrupts it."""

    def __init__(
        self, arguments: Sequence[str], play: str, say: Callable[[str], None], clear: Callable[[], None]
    ) -> None:
        self._arguments = tuple(arguments)
        self._play = play
        self._say = say
        self._clear = clear
        self._inbox: SimpleQueue[_Event] = SimpleQueue()
        self._notice = Notice(lambda: self._inbox.put(None))
        self._warm: WarmProcess | None = None
        self._files: WatchedFiles | None = None
        self._look: dict[Path, tuple[int, int, int]] = {}
        self._loaded: tuple[str, ...] = ()
        self._judged: dict[Key, said.Judged] = {}
        self._chosen = 0
        self._playing = False
        self._process = 0
        """The process that plays; 0 before it has said so."""
        self._changed: dict[Path, None] = {}
        """The files that have changed since the play began."""
        self._cold = False
        """Whether the warm process has imported what is written otherwise now."""
        self._affected = 0
        """How many stories the last play was about."""
        self._refused: said.Mistaken | None = None
        self._code = self._played_code = 0

    def run(self) -> int:
        """Watch, and return the exit code of the last play."""
        try:
            self._start()
            while self._goes_on():
                self._take(self._inbox.get())
        except KeyboardInterrupt:
            self._end()
        finally:
            self._notice.close()
            if self._warm:
                self._warm.end()
        return self._code

    def _goes_on(self) -> bool:
        """Whether there is something to wait for: a mistake in the command itself ends the watch at its first play."""
        is_mistaken = self._refused is not None and not self._refused.in_file and not self._judged
        return self._playing or (self._files is not None and not is_mistaken)

    def _start(self) -> None:
        if self._cold and self._warm:
            self._warm.end()
            self._warm = None
        self._cold = False
        self._warm = self._warm or self._new()
        self._playing, self._process, self._refused, self._affected = True, 0, None, 0
        self._warm.send(said.Job(self._arguments, self._judged))

    def _play_again(self) -> None:
        self._clear()
        self._say(f"changed: {_named(sorted(self._changed))}")
        self._changed = {}
        self._start()

    def _new(self) -> WarmProcess:
        return WarmProcess(self._play, lambda process, message: self._inbox.put((process, message)))

    def _take(self, event: _Event) -> None:
        if event is None:
            self._compare()
        elif event[0] is self._warm:
            self._hear(event[1])

    def _hear(self, message: said.Message) -> None:
        match message:
            case said.Watches(files):
                self._watch(files)
            case said.PlayEnded(code):
                self._ended(code)
            case said.Lost(why):
                self._lost(why)
            case _:
                self._note(message)

    def _lost(self, why: str) -> None:
        self._warm = None
        if why:
            self._say(why)
        if self._playing:
            self._ended(_BROKE)

    def _note(self, message: said.Message) -> None:
        """Remember what a play says of itself."""
        match message:
            case said.Began(process):
                self._process = process
                if self._changed:
                    self._supersede()
            case said.Mistaken():
                self._refused = message
            case said.PlayPlanned(chosen, affected, gone):
                self._chosen, self._affected = chosen, len(affected)
                self._judged = {key: each for key, each in self._judged.items() if key not in gone}
                self._forget(affected)
            case said.StoryEnded(key, judged):
                self._judged[key] = judged
            case said.Loaded(modules):
                self._loaded = modules

    def _watch(self, files: WatchedFiles) -> None:
        if files != self._files:
            self._files, self._look = files, files.look()
        self._notice.follow(files.folders())
        if self._warm:
            self._warm.send(None)

    def _compare(self) -> None:
        """Look at the files, and play what a change affects."""
        if (files := self._files) is None:
            return
        before, self._look = self._look, files.look()
        self._notice.follow(files.folders())
        paths = changed(before, self._look)
        if not paths:
            return
        if any(files.is_of(path, (*files.sync, *files.code)) for path in paths):
            self._forget(self._judged)
        self._cold = self._cold or any(files.is_of(path, files.code) for path in paths)
        self._changed |= dict.fromkeys(paths)
        if self._playing:
            self._supersede()
        else:
            self._play_again()

    def _forget(self, keys: Iterable[Key]) -> None:
        """Take what was judged of stories as something that has to be judged again."""
        self._judged |= {key: self._judged[key]._replace(digest="") for key in keys if key in self._judged}

    def _supersede(self) -> None:
        if self._process and self._warm:
            self._warm.send(said.Superseded())
            self._kill(signal.SIGTERM)

    def _ended(self, code: int) -> None:
        self._playing = False
        if self._warm and not COPIES_ITSELF:  # it has played, and that was its end
            self._warm.end()
            self._warm = self._new()
        if self._changed:
            self._play_again()
            return
        if code < 0:
            self._say(f"the process that played was ended by {signal.Signals(-code).name}")
        has_played = bool(self._affected or not self._chosen) and not self._refused
        self._code = code if code >= 0 else _BROKE
        if has_played:
            self._played_code = self._code
        elif not self._refused and code == 0:  # a mistake that was mended, and nothing else has changed
            self._code = self._played_code
        if self._goes_on():
            self._say(self._standing())
            if self._warm and self._files:
                self._warm.send(said.Rehearsal(self._loaded, self._files.documents, self._files.features))

    def _standing(self) -> str:
        """Return how all stories that are chosen stand, whenever they were played, and what is waited for."""
        counts = Counter(each.verdict for each in self._judged.values() if each.digest)
        counted = [f"{counts[verdict]} {verdict}" for verdict in reversed(Verdict) if counts[verdict]]
        left = self._chosen - counts.total()
        counted += [f"{left} to be played"] if left else []
        noun = "1 story" if self._chosen == 1 else f"{self._chosen} stories"
        stand = f"{noun}: {', '.join(counted)}; " if counted else ""
        return f"watching; {stand}Ctrl-C ends with {self._code}"

    def _end(self) -> None:
        """Let a play that somebody interrupts end, and write its reports; a second Ctrl-C waits for nothing."""
        try:
            self._kill(signal.SIGTERM)
            while self._playing:
                event = self._inbox.get()
                if event and event[0] is self._warm:
                    self._hear_the_end(event[1])
        except KeyboardInterrupt:
            self._code = _INTERRUPTED
            self._kill(signal.SIGKILL)
        self._say(f"exit {self._code}: as the last play")

    def _hear_the_end(self, message: said.Message) -> None:
        match message:
            case said.Began(process):  # it had not said so when the interruption came
                self._process = process
                self._kill(signal.SIGTERM)
            case said.PlayEnded(code):
                self._playing, self._code = False, code if code >= 0 else _INTERRUPTED
            case said.Lost():
                self._playing, self._code = False, _INTERRUPTED

    def _kill(self, number: signal.Signals) -> None:
        """Send a signal to the play. After Ctrl-C, which it heard itself, it ignores a SIGTERM."""
        if self._playing and self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, number)


def _named(paths: Sequence[Path]) -> str:
    names = [os.path.relpath(each) for each in paths[:_NAMED]]
    return ", ".join(names) + (f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else "")
