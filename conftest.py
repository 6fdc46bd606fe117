"""Wiring only: in a checkout that is not installed with its entry points, the plugin is named here."""

pytest_plugins = ["syncproof.plugin"]
