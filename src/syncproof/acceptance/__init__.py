"""Acceptance: a document becomes a folder of features, and what people wrote there stays."""
