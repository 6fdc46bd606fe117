"""What a reader is shown: collections, nested objects, the objects that an action names."""
