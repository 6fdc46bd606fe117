"""Custompms: an in-house project management system with an older API.

API key, numbered pages, versions, PUT of the whole record, times since 1970.
"""

from __future__ import annotations

from functools import cached_property

import falcon

from syncproof.fakes.custompms.routes import application
from syncproof.fakes.custompms.state import State


class Custompms(State):
    """Custompms with its web application."""

    @cached_property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return application(self)
