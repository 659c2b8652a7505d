"""What others read, by room."""
