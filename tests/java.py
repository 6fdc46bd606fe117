"""How Java is run where it is to start soon, and not to be fast for hours."""

from __future__ import annotations

SPARING = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def sparing(command: str) -> str:
    """Return a command, of Java or of its compiler, with the options that spare the machine; any other as it is."""
    name, _, rest = command.partition(" ")
    options = {"java": SPARING, "javac": [f"-J{option}" for option in SPARING]}.get(name, ())
    return " ".join([name, *options, rest])
