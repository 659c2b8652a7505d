"""Made-up plans, large enough to measure an installation and marked as samples everywhere."""
