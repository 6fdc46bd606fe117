"""How the reference sync speaks to each system: one file a system."""
