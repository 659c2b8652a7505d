"""Rows of the database by the thousand, and reads repeated by the thousand; knows no domain."""
