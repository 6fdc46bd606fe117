"""The service behind Trello's routes: state, verbs, rights and limits."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.limits import Limits
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rights import Rights
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.verbs.attachments import Attachments
from syncproof.fakes.trello.verbs.boards import Boards
from syncproof.fakes.trello.verbs.cards import Cards
from syncproof.fakes.trello.verbs.checklists import Checklists
from syncproof.fakes.trello.verbs.comments import Comments
from syncproof.fakes.trello.verbs.content_of_cards import ContentOfCards
from syncproof.fakes.trello.verbs.copies import Copies
from syncproof.fakes.trello.verbs.custom_fields import CustomFields
from syncproof.fakes.trello.verbs.deliveries import Deliveries
from syncproof.fakes.trello.verbs.labels import Labels
from syncproof.fakes.trello.verbs.settings import Settings
from syncproof.fakes.trello.verbs.stickers_and_votes import StickersAndVotes
from syncproof.fakes.trello.verbs.webhooks import Webhooks
from syncproof.fakes.trello.verbs.workspaces import Workspaces


class Service:
    """Builds all parts once and connects them."""

    answer: WSGIApplication
    """The web application in front, for requests that contain others."""

    def __init__(self, fake: Fake, capabilities: frozenset[str], *, limited: bool = True) -> None:
        self.state = State(fake)
        self.limits = Limits(fake.journal, limited=limited)
        self.log = Log(self.state)
        entries = LedgerEntries(fake)
        self.workspaces = Workspaces(self.state, self.log, entries, capabilities)
        self.cards = Cards(self.state, self.log, entries, ContentOfCards(self.state, entries))
        self.comments = Comments(self.state, self.log, entries, self.cards)
        self.labels = Labels(self.state, self.log, entries, self.cards)
        self.checklists = Checklists(self.state, self.log, entries, self.cards)
        self.attachments = Attachments(self.state, self.log, entries, self.cards)
        self.stickers_and_votes = StickersAndVotes(self.state, self.log, entries, self.cards)
        self.boards = Boards(self.state, self.log, entries, self.cards, self.labels, capabilities)
        self.custom_fields = CustomFields(self.state, self.log, entries, self.cards, capabilities)
        self.copies = Copies(
            self.state,
            self.cards,
            self.comments,
            self.boards,
            self.labels,
            self.checklists,
            self.attachments,
            self.stickers_and_votes,
            self.custom_fields,
        )
        self.settings = Settings(self.state, self.log, entries, self.workspaces, self.boards)
        self.rights = Rights(self.state, capabilities)
        self.key = fake.ids.hexadecimal(32)
        """The key of the one application."""
        self.app = self.state.new_id()
        """The id of the application, named as the creator in actions of the API."""
        self.secret = fake.ids.hexadecimal(64)
        """The secret of the application, which signs deliveries."""
        self.deliveries = Deliveries(self.state, fake.journal)
        self.webhooks = Webhooks(self.state, self.rights, self.deliveries, self.secret)
        self.log.hear = self.webhooks.hear
