"""Figures of indicators: whole of parts, territories of territories, years of months."""
