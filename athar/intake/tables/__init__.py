"""Tables in the sheets of a file: where they stand, what columns hold, cells as values."""
