"""Drawings as SVG in the page: pure functions from figures to markup, drawn by the server."""
