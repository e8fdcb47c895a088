"""Checking an answered form by the form it answers."""

from __future__ import annotations

from .check import form_issues

__all__ = ["form_issues"]
