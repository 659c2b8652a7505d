"""The record of a member's process, kept by its focal point."""
