"""The words of headings and cells in Arabic, French and English, and what they stand for."""
