"""The call-frequency page: what its sections share, and one module a section."""

from __future__ import annotations
