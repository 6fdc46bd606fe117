"""A fake of Trello's REST API, version 1, with its warts; what the fake can do beyond that is a named capability.

A new noun is its row in `memory`, with its ledger entry, its name in the log and its JSON beside it; its verbs; its
routes. Imports point one way, low to high: memory, shapes, verbs, request, views, routes, web.
"""

from syncproof.fakes.trello.fake import Trello

__all__ = ["Trello"]
