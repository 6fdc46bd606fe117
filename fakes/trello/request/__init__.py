"""What a request asks for: credentials, parameters, ids in the path, fields, pages, settings."""
