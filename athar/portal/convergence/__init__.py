"""What national, regional and communal commitments do for one another."""
