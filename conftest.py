"""Wiring only: the plugin, by its entry point, also where plugins do not load by themselves; the watch over Trello."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # where `tests` is found

pytest_plugins = ["syncproof", "tests.fakes.trello.spec.plugin"]
