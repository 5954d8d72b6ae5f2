"""The method page: one module a group of sections."""
