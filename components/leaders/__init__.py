"""The page on leaders compared: what its sections share, one module a section."""
