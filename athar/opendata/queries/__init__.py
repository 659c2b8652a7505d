"""Every read of opendata: the rows of the files of a plan."""

from athar.opendata.queries.plan_rows import LANGUAGES, Rows, plan_rows

__all__ = ["LANGUAGES", "Rows", "plan_rows"]
