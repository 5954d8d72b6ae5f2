"""Sections of the page that finds people, states and institutions, and shows one."""
