"""States and choices, by room: members."""
