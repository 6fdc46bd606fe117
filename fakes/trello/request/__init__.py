"""What a request holds: credentials, parameters, ids in the path, fields, pages."""
