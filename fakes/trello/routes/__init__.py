"""Trello's routes, one module a noun: each request is read, handed to a verb, and its result shown by a view."""
