"""Who may do what, by room."""
