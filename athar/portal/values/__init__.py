"""Stated values as files: of an indicator, of a library, of a plan."""
