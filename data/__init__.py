"""The data package: tables, their descriptor, loading and derivations."""
