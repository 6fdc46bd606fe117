"""The control API: a test in any language, or a person in a browser, controls the systems as the harness does."""

from syncproof.serve.control.routes import Control

__all__ = ["Control"]
