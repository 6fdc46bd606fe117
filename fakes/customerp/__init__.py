"""Customerp: an in-house ERP with a modern API (bearer token, cursors, ETags, merge patches, ISO times)."""

from __future__ import annotations

from functools import cached_property

import falcon

from syncproof.fakes.customerp.routes import application
from syncproof.fakes.customerp.state import State


class Customerp(State):
    """Customerp with its web application."""

    @cached_property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return application(self)
