"""Wiring only: the plugin, by its entry point, also where plugins do not load by themselves."""

pytest_plugins = ["syncproof"]
