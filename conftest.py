"""Wiring only: the plugin, by its entry point, also where plugins do not load by themselves; the watch over Trello.

The watch is for who has installed what the tests need; stories play without it.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # where `tests` is found

pytest_plugins = ["syncproof", *(["tests.fakes.trello.spec.plugin"] if find_spec("jsonschema") else [])]
