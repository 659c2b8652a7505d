"""What a form, a file or a command hands to the actions, by room."""
