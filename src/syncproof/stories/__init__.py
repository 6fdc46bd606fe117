"""Stories: which feature answers which sentence, and which rule each scenario shows."""
