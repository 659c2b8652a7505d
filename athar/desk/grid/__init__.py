"""The grid of figures: many reports of a round typed side by side."""
