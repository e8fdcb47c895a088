"""Checking sets of resources: what the standard asks of each, and what must hold across them."""

from __future__ import annotations

from .run import validate

__all__ = ["validate"]
