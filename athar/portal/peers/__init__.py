"""Questions among peers, those that everybody may read."""
