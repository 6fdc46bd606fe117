"""The event loop that serves."""

from __future__ import annotations

import asyncio
import sys


def new_loop() -> asyncio.AbstractEventLoop:
    """Return the quickest loop there is: uvloop answers half as many requests again over many connections."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - not available on Windows

    return uvloop.new_event_loop()
