"""Custompms: an in-house project management system with an older API.

API key, numbered pages, versions, PUT of the whole record, times since 1970.
"""

from __future__ import annotations

import falcon

from syncproof.fakes.custompms.routes import application
from syncproof.fakes.custompms.state import State
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger


class Custompms(State):
    """Custompms with its web application."""

    def __init__(self, clock: Clock, ledger: Ledger, *, seed: int = 0) -> None:
        super().__init__(clock, ledger, seed=seed)
        self._app = application(self)

    @property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return self._app
