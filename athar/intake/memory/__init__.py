"""What people settled of columns and words, kept for the next file."""
