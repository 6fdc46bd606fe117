"""Trello's routes, by noun: what a request means, and what is shown of it; what happens is decided outside."""
