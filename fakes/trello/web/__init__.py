"""The web application and its middleware."""
