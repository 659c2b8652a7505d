"""Convergence at the desk: what one's plan does for others, and what others say they do for it."""
