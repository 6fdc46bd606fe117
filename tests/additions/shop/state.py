"""What Shop remembers: its orders, listed in the order of their changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.records import Business, Record
from syncproof.fakes.kit.samples import Samples

from . import rules


class State(Business):
    """Shop without its HTTP."""

    name: ClassVar[str] = "Shop"
    url: ClassVar[str] = "https://shop.example/api"
    datatypes: ClassVar[Mapping[str, Datatype]] = rules.DATATYPES
    environment: ClassVar[tuple[str, ...]] = ("URL", "TOKEN")
    sign_in: ClassVar[str] = "send X-Shop-Token: $SYNCPROOF_SHOP_TOKEN"

    @property
    def credentials(self) -> Mapping[str, str]:
        """The token of the one integration that may come in."""
        return {"token": f"shop-{self.secret}"}

    @classmethod
    def samples(cls) -> Samples:
        """Return what makes up records and values."""
        from . import samples  # noqa: PLC0415 - as the frame says

        return samples

    def identify(self, datatype: str, number: int) -> str:
        """Return the number of the order."""
        _ = datatype
        return f"order-{number}"

    def missing(self, property_: str) -> str:
        """Say what is needed."""
        return rules.missing(property_)

    def changed(self, since: int) -> list[Record]:
        """Return the orders that changed at a time or later."""
        orders = self.tables["Order"]
        return [orders[id_] for _, id_ in orders.by_change.between((since, ""))]
