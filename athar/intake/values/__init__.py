"""Measured values: long tables, and wide ones whose headings are periods, places or indicators."""
