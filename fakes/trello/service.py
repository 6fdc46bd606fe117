"""All that stands behind Trello's routes, put together once."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello.access import Access
from syncproof.fakes.trello.attachments import Attachments
from syncproof.fakes.trello.boards import Boards
from syncproof.fakes.trello.book import Book
from syncproof.fakes.trello.cards import Cards
from syncproof.fakes.trello.checklists import Checklists
from syncproof.fakes.trello.choices import Choices
from syncproof.fakes.trello.copies import Copies
from syncproof.fakes.trello.custom_fields import CustomFields
from syncproof.fakes.trello.deliveries import Deliveries
from syncproof.fakes.trello.fronts import Fronts
from syncproof.fakes.trello.labels import Labels
from syncproof.fakes.trello.limits import Limits
from syncproof.fakes.trello.log import Log
from syncproof.fakes.trello.state import State
from syncproof.fakes.trello.webhooks import Webhooks
from syncproof.fakes.trello.workspaces import Workspaces


class Service:
    """State, verbs and rights."""

    answer: WSGIApplication
    """The web application in front: a request can hold others."""

    def __init__(self, fake: Fake, capabilities: frozenset[str], *, limited: bool = True) -> None:
        self.state = State(fake)
        self.limits = Limits(fake.journal, limited=limited)
        self.log = Log(self.state)
        book = Book(fake)
        self.workspaces = Workspaces(self.state, self.log, book, capabilities)
        self.cards = Cards(self.state, self.log, book)
        self.labels = Labels(self.state, self.log, book, self.cards)
        self.checklists = Checklists(self.state, self.log, book, self.cards)
        self.attachments = Attachments(self.state, self.log, book, self.cards)
        self.fronts = Fronts(self.state, self.log, book, self.cards)
        self.boards = Boards(self.state, self.log, book, self.cards, self.labels, capabilities)
        self.custom_fields = CustomFields(self.state, self.log, book, self.cards, capabilities)
        self.copies = Copies(
            self.state,
            self.cards,
            self.boards,
            self.labels,
            self.checklists,
            self.attachments,
            self.fronts,
            self.custom_fields,
        )
        self.choices = Choices(self.state, self.log, book, self.workspaces, self.boards)
        self.access = Access(self.state, fake.ids.hexadecimal(32), capabilities)
        self.app = self.state.new_id()
        """The application that the key belongs to: the creator of what comes through the API."""
        self.secret = fake.ids.hexadecimal(64)
        """The application's, known to its owner alone: what deliveries are signed with."""
        self.deliveries = Deliveries(self.state, fake.journal)
        self.webhooks = Webhooks(self.state, self.access, self.deliveries, self.secret)
        self.log.hear = self.webhooks.hear
