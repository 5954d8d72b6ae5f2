"""Sections of the page on sources and data."""
