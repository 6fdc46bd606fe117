"""A fake of Trello's REST API, version 1, warts included; what it promises beyond is a named capability."""

from syncproof.fakes.trello.fake import Trello

__all__ = ["Trello"]
