"""What names in a file mean: bodies, places, statuses, codes, and what people said of them."""
