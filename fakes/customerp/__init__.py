"""Customerp: an in-house ERP with a modern API (bearer token, cursors, ETags, merge patches, ISO times)."""

from __future__ import annotations

import falcon

from syncproof.fakes.customerp.routes import application
from syncproof.fakes.customerp.state import State
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger


class Customerp(State):
    """Customerp with its web application."""

    def __init__(self, clock: Clock, ledger: Ledger, *, seed: int = 0) -> None:
        super().__init__(clock, ledger, seed=seed)
        self._app = application(self)

    @property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return self._app
