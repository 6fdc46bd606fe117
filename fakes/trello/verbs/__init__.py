"""What happens to records: they are made, changed and deleted, with log and ledger. No HTTP here."""
