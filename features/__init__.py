"""The features, one folder a document, and in each the checklist that was accepted."""
