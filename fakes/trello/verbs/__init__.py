"""Verbs: they create, change and delete objects, and write log and ledger. No HTTP here."""
