"""Where a campaign remembers the failures that it found: hypothesis's own database of examples."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hypothesis.database import DirectoryBasedExampleDatabase

from syncproof.errors import BadInput
from syncproof.inputs import check_path

if TYPE_CHECKING:
    from hypothesis.database import ExampleDatabase

_REDIS = ("redis", "rediss", "unix")


def opened(place: str) -> ExampleDatabase | None:
    """Return the database of a folder or of a Redis URL, None for ''.

    Raises BadInput where there can be no folder, the package `redis` is missing, or no Redis answers.
    """
    if not place:
        return None
    if place.partition(":")[0].lower() in _REDIS:
        return _redis(place)
    if "://" in place:
        raise BadInput(
            f"--database {place.partition('://')[0]}://…: neither a folder nor a Redis",
            near=(place.partition("://")[0], _REDIS),
            do="name a folder, or a URL such as redis://localhost:6379/0",
        )
    folder = Path(place)
    check_path(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"no folder: {error.strerror}", where=place, do="name a folder that can be written") from error
    return DirectoryBasedExampleDatabase(folder)


def _redis(url: str) -> ExampleDatabase:
    scheme = url.partition(":")[0]
    try:
        shown = f"{scheme}://{urlsplit(url).hostname or ''}"  # without the password
    except ValueError:  # whose text may have the password
        do = "correct the URL, such as redis://localhost:6379/0"
        raise BadInput(f"--database {scheme}://…: no URL: its host cannot be read", do=do) from None
    try:
        # Few need them, and they need a package of their own.
        from hypothesis.extra.redis import RedisExampleDatabase  # noqa: PLC0415 - as above

        redis = import_module("redis")
    except ImportError as error:
        raise BadInput(
            f"--database {shown}: the package redis is missing", do="pip install redis, or name a folder"
        ) from error
    try:
        client = redis.Redis.from_url(url)
        client.ping()
    except (redis.RedisError, ValueError) as error:
        raise BadInput(
            f"--database {shown}: no Redis answers there ({type(error).__name__})", do="start it, or correct the URL"
        ) from error
    return RedisExampleDatabase(client)
