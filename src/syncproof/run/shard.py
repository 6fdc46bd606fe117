"""A shard: the part of a run that one machine plays. The stories are dealt out in the order of the files."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncproof.run.account import Planned


class Shard(NamedTuple):
    """The shard with a number, from 1, of so many."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def shard_of(text: str) -> Shard | None:
    """Return the shard that `I/N` stands for, None for ''. Raises BadInput."""
    if not text:
        return None
    parts = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", text, re.ASCII)
    if parts is None:
        raise BadInput(f"--shard {text}: not a shard", do="--shard 1/3, which is the first of three")
    shard = Shard(int(parts[1]), int(parts[2]))
    if shard.number > shard.of:
        do = f"number them from 1/{shard.of} to {shard.of}/{shard.of}"
        raise BadInput(f"--shard {text}: there is no shard {shard.number} of {shard.of}", do=do)
    return shard


def dealt(planned: Iterable[Planned], shards: int, document: str = "") -> Mapping[Planned, int]:
    """Return the number of the shard that plays each story: of any two shards, none has two stories more.

    The name of a document of a folder, of which each is dealt out by itself, says in which shard its first story is:
    else the shards with the first numbers would play most of a folder of small documents.
    """
    first = int(sha256(document.encode()).hexdigest()[:8], 16) if document else 0
    in_order = sorted(planned, key=lambda each: (each.document, each.section, each.line, each.name))
    return {each: (first + index) % shards + 1 for index, each in enumerate(in_order)}
