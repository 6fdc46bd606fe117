"""Drift: what changed between two documents, or since a document was accepted, by meaning and not by text."""
