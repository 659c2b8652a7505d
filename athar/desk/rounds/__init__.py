"""Reporting rounds at the desk: who opens and closes them, who owes what, who is asked again."""
