"""A small feature, written to a file, and the refusal of a spoilt one."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.errors import BadInput
from syncproof.stories.feature import load

GHERKIN = """\
Feature: Custompms Task to Trello Cards
  Each Task and its card.

  @every
  Rule: Every Task becomes a card

    Background:
      Given a task

    @every.created
    Example: A new task
      Then it is there
      And nothing else has changed

    @every.backfilled
    Scenario Outline: <amount> tasks
      Then there are <amount> in <list>
      And nothing else has changed

      Examples:
        | amount | list  |
        | two    | To do |

      Examples:
        | amount | list  |
        | three  | Done  |

    @every.exactly-once
    Scenario Outline: Again
      Then it is <times> in <list>
      And nothing else has changed

      Examples:
        | times | list |
        | 2     | Done |
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    """Write a feature where it belongs."""
    folder = tmp_path / "custompms-trello"
    folder.mkdir()
    file = folder / "task-to-cards.feature"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def refused(tmp_path: Path, text: str | bytes) -> str:
    """Return what is wrong in a feature, without its path."""
    file = written(tmp_path, text)
    with pytest.raises(BadInput) as error:
        load(file)
    return str(error.value).replace(f"{file}:", "")
