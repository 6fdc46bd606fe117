"""All that stands behind Trello's routes, put together once."""

from __future__ import annotations

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello.access import Access
from syncproof.fakes.trello.boards import Boards
from syncproof.fakes.trello.book import Book
from syncproof.fakes.trello.cards import Cards
from syncproof.fakes.trello.log import Log
from syncproof.fakes.trello.state import State
from syncproof.fakes.trello.workspaces import Workspaces


class Service:
    """State, verbs and rights."""

    def __init__(self, fake: Fake, capabilities: frozenset[str]) -> None:
        self.state = State(fake)
        self.log = Log(self.state)
        book = Book(fake)
        self.workspaces = Workspaces(self.state, self.log, book, capabilities)
        self.cards = Cards(self.state, self.log, book)
        self.boards = Boards(self.state, self.log, book, self.cards, capabilities)
        self.access = Access(self.state, fake.ids.hexadecimal(32), capabilities)
        self.app = self.state.new_id()
        """The application that the key belongs to: the creator of what comes through the API."""
