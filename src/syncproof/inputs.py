"""Files that users give: read as text, or refused in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 16 * 1024 * 1024


def text_of(path: Path, kind: str) -> str:
    """Return the text of a file, whatever its line ends; `kind` is what it should be, such as `a baseline`.

    Raises BadInput for what cannot be read, is not UTF-8, or is larger than 16 MiB.
    """
    do = f"name {kind}"
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path), do=do) from error
    if len(data) > _LARGEST:
        raise BadInput(f"not {kind}: larger than 16 MiB", where=f"{path}:1", do=do)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"not {kind}: not UTF-8 text", where=f"{path}:{line}", do=do) from error
    return text.replace("\r\n", "\n")
