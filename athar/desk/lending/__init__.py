"""Delegation at the desk: a right lent to a colleague until a day, taken back, ended."""
