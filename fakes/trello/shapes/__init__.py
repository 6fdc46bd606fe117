"""How records are written in JSON. No HTTP here."""
