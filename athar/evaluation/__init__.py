"""What independent evaluators say of commitments, by dated scales, with author and date."""
