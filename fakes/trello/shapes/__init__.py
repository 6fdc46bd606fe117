"""The JSON of objects that need several tables. No HTTP here."""
