"""What Trello remembers: rows, tables, log, ledger entries, rights, limits. No HTTP here."""
