"""What files of plans and returns say of the outputs of projects: indicators, targets, values."""
