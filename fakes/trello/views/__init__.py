"""What a reader gets: collections, nested objects, what an action names."""
