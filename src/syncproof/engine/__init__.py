"""The reference sync: thin, an example of how such a sync should be written. Start reading at `sync.py`."""

from syncproof.engine.http import Access, Client
from syncproof.engine.links import Links
from syncproof.engine.sync import Sync
from syncproof.engine.trouble import GaveUp
from syncproof.engine.work import Report

__all__ = ["Access", "Client", "GaveUp", "Links", "Report", "Sync"]
