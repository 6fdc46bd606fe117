"""The parts of a request: credentials, parameters, ids in the path, fields, pages."""
