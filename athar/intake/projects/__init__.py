"""From tables of projects to plans: rows, places in the tree, contents, what is written."""
