"""A country before the partnership: its points, its road, who accompanies it."""
