"""The reports: the checklist again, with a verdict at each sentence. All are made from `summary`."""
