"""The files of a plan: what each is, what its columns mean, how they refer to one another."""

from athar.opendata.files.definitions import FILES, File, Reference, file_named

__all__ = ["FILES", "File", "Reference", "file_named"]
