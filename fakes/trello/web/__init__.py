"""The web application, and what happens to every request."""
