"""Checking sets of resources: what the standard asks of each, and what must hold across them."""
