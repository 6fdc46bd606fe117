"""Variables and numbers that make no sense."""

from __future__ import annotations

import random

from tests.cli.hostile.attack import ONE_STORY, Attack
from tests.cli.hostile.files import REACHED, SECTION
from tests.cli.hostile.spoiled import LARGE

VARIABLES = (
    "COLUMNS", "LINES", "TERM", "NO_COLOR", "FORCE_COLOR", "LANG", "LC_ALL", "HOME", "TMPDIR", "PATH", "CI",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "HYPOTHESIS_STORAGE_DIRECTORY",
    "SYNCPROOF_CHECKLIST", "SYNCPROOF_STATE_DIR", "SYNCPROOF_CUSTOMPMS_URL", "SYNCPROOF_CLOCK_URL",
    "SYNCPROOF_TRELLO_TOKEN",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "PYTHONHASHSEED", "TZ",
    "MY_SECRET_TOKEN",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "x", "9" * LARGE, "a\nb", "\x1b[31m", "\udcff", "../../..", "/dev/zero", "/dev/null",
    "/proc/self/mem", "/nowhere/at/all",
    "x" * 100_000, "http://[", "http://x:99999", "socks5://x", "file:///etc/passwd", "%s%n{0}", "\u202e", " ",
    "http://\x01",
)  # fmt: skip


def attacks_by_variables() -> list[Attack]:
    chance = random.Random("the environment")  # noqa: S311 - the same ones each time
    pairs = [(name, value) for name in VARIABLES for value in VALUES]
    attacks = []
    for name, value in chance.sample(pairs, 100):
        synced = name.startswith(("SYNCPROOF", "SSL")) or name.endswith("_PROXY")
        words = ("sync", "--checklist", "c.json") if synced else ("run", *ONE_STORY, "--junit", "out.xml")
        environ = (REACHED if synced else {}) | {name: value}
        label = f"{name} {value[:20]!a}, {len(value)} characters"
        attacks.append(Attack(label, words, _section_alone if synced else dict, environ))
    return attacks


def _section_alone() -> dict[str, bytes]:
    """Return the file of what a sync is told, of one section that is right."""
    return {"c.json": SECTION.partition(b'"criteria"')[0].rstrip().rstrip(b",") + b"}]}"}


NUMBERS = ("-1", "0", "1.5", "x", "", "NaN", "1e9", "9" * 30, "9" * LARGE, "\u0663", "0x10", " 1", "-" + "9" * 20)
COUNTED = (
    ("run", "--seed"), ("run", "--workers"), ("run", "--repeat"), ("run", "--minutes"), ("run", "--seeds"),
    ("run", "--shard"),
    ("run", "--sut-port"), ("run", "--pass-timeout"), ("run", "--sut-passes"), ("run", "--sut-writes"),
    ("run", "--sut-debounce"),
    ("sweep", "--seed"), ("sweep", "--workers"), ("campaign", "--minutes"), ("campaign", "--examples"),
    ("serve", "--port"),
    ("serve", "--records"), ("serve", "--seed"), ("sync", "--service"),
)  # fmt: skip
WRONG = ("-1", "x", "", "9" * 30, "9" * LARGE, "0x10")


def attacks_by_numbers() -> list[Attack]:
    chance = random.Random("numbers")  # noqa: S311 - the same ones each time
    pairs = [(words, value) for words in COUNTED for value in (NUMBERS if words[0] == "run" else WRONG)]
    return [
        Attack(
            f"{' '.join(words)} {value[:20]!a}, {len(value)} characters",
            (*words, value, *(ONE_STORY if words[0] == "run" else ())),
        )
        for words, value in chance.sample(pairs, 100)
    ]
