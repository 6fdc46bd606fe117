"""What Shop keeps and what it refuses, in its own words."""

from __future__ import annotations

from syncproof.datatypes import Datatype, Property
from syncproof.fakes.kit.values import is_storable
from syncproof.ledger import Value

LONGEST = 500
"""Characters of any text."""


def missing(name: str) -> str:
    """Say that a property must hold something."""
    return f"an order needs a {name}"


def _stored(value: Value) -> Value:
    return value or ""


def _text(name: str, *, mandatory: bool = False) -> Property:
    def refusal(value: Value) -> str | None:
        text = _stored(value)
        if not isinstance(text, str) or not is_storable(text):
            return f"the {name} is no text"
        if mandatory and not text.strip():
            return missing(name)
        return f"the {name} is too long" if len(text) > LONGEST else None

    return Property(name, mandatory=mandatory, stored=_stored, refusal=refusal)


DATATYPES = {
    "Order": Datatype(
        "Order",
        {each.name: each for each in (_text("title", mandatory=True), _text("note"), _text("coupon"))},
        minimal=("title",),
        paged=False,
        cast=("Teapot", "Kettle", "Toaster"),
    )
}
