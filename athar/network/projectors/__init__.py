"""What follows in the same transaction from acts of lower packages, by room."""
