"""Every write, by room."""
