"""What Trello publishes of its interface, (spec) elsewhere, and what the fake answers, held against it."""
