"""Shop: a toy system of one datatype. A token, JSON, changes since a time, and versions for optimistic locking."""

from __future__ import annotations

from functools import cached_property

import falcon

from .routes import application
from .state import State


class Shop(State):
    """Shop with its web application."""

    @cached_property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return application(self)
