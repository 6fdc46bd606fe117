"""The event loop that serves."""

from __future__ import annotations

import asyncio
import sys


def new_loop() -> asyncio.AbstractEventLoop:
    """Return the quickest loop there is: with many connections it answers half as many requests again."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - there is none for Windows

    return uvloop.new_event_loop()
