"""Tree to model and back, by tables: one per concept and release."""
