"""Trello's memory: rows, tables, log, ledger entries, rights, limits. No HTTP here."""
