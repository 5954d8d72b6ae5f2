"""The stance map: what its sections share, and one module a section."""
