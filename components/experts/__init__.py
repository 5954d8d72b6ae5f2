"""The page on expert assessments: what its sections share, one module a section."""
