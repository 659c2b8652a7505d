"""Periodic returns: what they report of which project, taken into a plan."""
