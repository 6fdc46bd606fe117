"""How much longer an empty run of pytest takes for our plugin, as a process: `python bench/plugin.py [ROUNDS]`.

pytest loads every plugin that is installed, so other people's tests wait for ours, and for those of the libraries
that syncproof stands on.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 21
MOST = 50
"""Milliseconds that our plugin may add."""
OURS = ("syncproof.run.plugin",)
LIBRARIES = (
    "pytest_bdd.plugin",
    "xdist.plugin",
    "respx.plugin",
    "faker.contrib.pytest.plugin",
    "anyio.pytest_plugin",
    "_hypothesis_pytestplugin",
)
"""The plugins of the libraries that are installed with syncproof."""


def milliseconds(folder: str, plugins: tuple[str, ...]) -> float:
    """Return how long pytest takes in an empty folder with some plugins beside its own."""
    options = [word for plugin in plugins for word in ("-p", plugin)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    # Whoever uses pytest has its modules compiled.
    environ = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": ""}
    began = time.perf_counter()
    ended = subprocess.run(command, cwd=folder, env=environ, check=False, capture_output=True)  # noqa: S603 - our own words
    took = (time.perf_counter() - began) * 1e3
    if ended.returncode != 5:  # noqa: PLR2004 - pytest's own code for a run without tests
        raise RuntimeError(ended.stdout + ended.stderr)
    return took


def main(rounds: int = ROUNDS) -> bool:
    """Print the medians; return whether our plugin adds more than it may."""
    runs: dict[str, list[float]] = {}
    kinds = {"without": (), "with syncproof": OURS, "with its libraries": LIBRARIES}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds + 1):
            for name, plugins in kinds.items():
                runs.setdefault(name, []).append(milliseconds(folder, plugins))
    without, ours, libraries = (runs[name][1:] for name in kinds)  # in the first round modules are compiled
    print(f"pytest without any plugin        {statistics.median(without):6.0f} ms")
    added = statistics.median(a - b for a, b in zip(ours, without, strict=True))
    print(f"syncproof's plugin adds          {added:6.0f} ms  (at most {MOST})")
    ratio = statistics.median(a / b for a, b in zip(libraries, without, strict=True))
    print(f"with those of its libraries      {ratio:6.1f} times as long as without any")
    return added > MOST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
