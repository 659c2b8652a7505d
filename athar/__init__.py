"""Athar: from promise to proof."""
