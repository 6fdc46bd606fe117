"""The reference sync: thin, an example of how such a sync should be written. Start reading at `sync.py`."""

from syncproof.engine.http import Access
from syncproof.engine.links import Links
from syncproof.engine.sync import Sync
from syncproof.engine.trouble import GaveUp
from syncproof.engine.work import Report

__all__ = ["Access", "GaveUp", "Links", "Report", "Sync"]
