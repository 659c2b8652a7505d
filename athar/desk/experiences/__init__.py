"""Experiences at the desk: told, reviewed, published, taken up."""
