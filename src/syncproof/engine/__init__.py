"""The reference sync: a textbook example of a two-way sync, kept thin. Start reading at `sync.py`."""

from syncproof.engine.failures import GaveUp
from syncproof.engine.http import Access, Client
from syncproof.engine.links import Links
from syncproof.engine.sync import Sync
from syncproof.engine.work import Report

__all__ = ["Access", "Client", "GaveUp", "Links", "Report", "Sync"]
