"""Multipart forms: reads fields and files."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import falcon
from falcon.media.multipart import BodyPart, MultipartFormHandler

from syncproof.fakes.kit.web import BODY
from syncproof.fakes.trello.memory.content import Upload
from syncproof.fakes.trello.refusals import Answer

_LARGEST = 10 * 1024 * 1024
"""The most bytes of an attachment on the free plan (docs of the product)."""


def form(req: falcon.Request) -> Mapping[str, str | Upload]:
    """Return the fields of a form in parts. Raises Answer where it cannot be read, or a file is too large."""
    handler = MultipartFormHandler()
    handler.parse_options.max_body_part_buffer_size = _LARGEST
    sent = req.env[BODY] = req.bounded_stream.read()
    try:
        parts = handler.deserialize(BytesIO(sent), req.content_type, len(sent))
        return {part.name: _field(part) for part in parts if part.name}
    except (falcon.HTTPError, UnicodeError):  # the latter: names that are not what they say they are
        raise Answer(400, "Error parsing body: invalid form") from None  # the words: ours


def _field(part: BodyPart) -> str | Upload:
    data = part.get_data()
    if part.filename is None:
        return data.decode("utf-8", "replace")
    return Upload(part.filename, part.content_type, len(data))
