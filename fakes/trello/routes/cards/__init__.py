"""The routes of cards and of what lies on them."""
