"""Systems without a fake of their own, derived from all that documents say of them, in Customerp's style.

`declaration.py` makes datatypes of checklists, `system.py` a fake of datatypes.
"""

from syncproof.fakes.derived.declaration import declared_by
from syncproof.fakes.derived.system import derived

__all__ = ["declared_by", "derived"]
