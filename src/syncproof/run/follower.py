"""Followers of a pytest run: plugins that a run has once, from the first call for them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from syncproof.sut.options import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_T = TypeVar("_T")


def follower(config: pytest.Config, name: str, make: Callable[[pytest.Config], _T]) -> _T:
    """Return the follower of a name, which is made for the run's settings at the first call."""
    name = f"{PREFIX}{name}"
    if not config.pluginmanager.has_plugin(name):
        config.pluginmanager.register(make(config), name)
    return cast("_T", config.pluginmanager.get_plugin(name))
