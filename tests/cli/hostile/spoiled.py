"""Texts with a few things wrong: something put in, dropped, repeated, swapped, cut, flipped or indented."""

from __future__ import annotations

import random
from collections.abc import Callable

LARGE = 5000

NASTY = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf",
    b"\x1b[31m",
    b"'''", b'"""', b"[" * LARGE, b"{" * LARGE, b"(" * LARGE, b"9" * LARGE, b"-1", b"1e999", b"NaN", b"\\",
    b"\\ud800",
    b"../" * 50, b"/dev/zero", b"%s%n{0}", b"{{ 7 * 7 }}", b"{% for x in y %}", b"<x>", b"| a | b |", b"``",
    b"`" * LARGE,
    b"*" * LARGE, b"x" * 100_000, b"\xf0\x9f\x91\xa9\xe2\x80\x8d" * 1000, b"a\xcc\x81" * 1000, b" " * LARGE,
    b"\t", b"# language: fr\n",
    b"@tag " * 1000, b"Examples:\n", b"Scenario Outline: <x>\n", b"$(id)", b"=", b"[[section]]\n", b"null",
    b"[]", b"{}",
)  # fmt: skip
"""What is put in somewhere."""


def _insert(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(NASTY) + data[place:]


def _replace_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines[chance.randrange(len(lines))] = chance.choice(NASTY)
    return b"\n".join(lines)


def _replace_word(chance: random.Random, data: bytes) -> bytes:
    words = data.split(b" ")
    words[chance.randrange(len(words))] = chance.choice(NASTY)
    return b" ".join(words)


def _drop_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first = chance.randrange(len(lines))
    del lines[first : first + chance.randrange(1, 6)]
    return b"\n".join(lines)


def _repeat_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first = chance.randrange(len(lines))
    part = lines[first : first + chance.randrange(1, 4)]
    return b"\n".join([*lines[:first], *part * chance.choice((2, 50, LARGE)), *lines[first:]])


def _swap_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(chance.randrange(1, 5)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _indent(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first = chance.randrange(len(lines))
    for place in range(first, min(len(lines), first + 5)):
        lines[place] = b" " * chance.choice((1, 3, 400)) + lines[place]
    return b"\n".join(lines)


WAYS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _insert, _replace_line, _replace_word, _drop_lines, _repeat_lines, _swap_lines, _cut, _flip, _indent,
)  # fmt: skip


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a text with one to three things wrong."""
    for _ in range(chance.randrange(1, 4)):
        data = chance.choice(WAYS)(chance, data)
    return data
