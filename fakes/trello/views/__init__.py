"""Views: what a reader is shown, namely collections, nested objects, the objects that an action names."""
