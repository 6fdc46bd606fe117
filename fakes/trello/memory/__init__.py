"""What is remembered: tables, log, ledger entries, rights, limits. No HTTP here."""
