"""Action plans of members of the Open Government Partnership, as its own table states them."""
