"""Wiring only: the plugin, by its entry point, also where plugins do not load by themselves; the watch over Trello.

The watch is for who has installed what the tests need; stories play without it.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # where `tests` is found
# Hundreds of processes are started: each would compile the whole project anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = [
    "syncproof",
    "tests.thorough",
    *(["tests.fakes.trello.spec.plugin"] if find_spec("jsonschema") else []),
]
