"""The fakes: stateful stand-ins for Customerp, Custompms and Trello. `FAKES` is the one list of systems."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello import Trello

FAKES: Mapping[str, type[Fake]] = {
    "Customerp": Customerp,
    "Custompms": Custompms,
    "Trello": Trello,
}
"""Every system by the name that documents use."""
