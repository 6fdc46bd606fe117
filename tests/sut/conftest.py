"""The bad syncs of the drivers' tests, for what they say."""

from tests.drivers.conftest import folder, judge, script

__all__ = ["folder", "judge", "script"]
