"""Tree to model and back, by tables: one per concept and release."""

from __future__ import annotations

from .assemble import envelope_losses, read_plans, tables, write_plan
from .table import Loss

__all__ = ["Loss", "envelope_losses", "read_plans", "tables", "write_plan"]
