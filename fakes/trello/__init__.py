"""A fake of Trello's REST API, version 1, with its warts; what the fake can do beyond that is a named capability."""

from syncproof.fakes.trello.fake import Trello

__all__ = ["Trello"]
