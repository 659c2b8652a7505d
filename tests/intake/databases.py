"""Databases of their own for tests that start the real command: none outlives its run for long."""

from __future__ import annotations

import os
import socket

import psycopg
from django.conf import settings
from django.db import connection


def postgresql_address():
    """Give the server of the tests without the name of a database; empty on SQLite."""
    if connection.vendor != "postgresql":
        return ""
    given = settings.DATABASES["default"]
    password = f":{given['PASSWORD']}" if given.get("PASSWORD") else ""
    return f"postgresql://{given['USER']}{password}@{given['HOST']}:{given['PORT']}"


class Databases:
    """The databases of one process; each says in its comment whose it is."""

    def __init__(self, base, process=None):
        self.base = base
        self.process = process or os.getpid()
        self.made = []

    def named(self, name):
        """Give the name of a database as the server has it."""
        return f"athar_{self.process}_{name}"

    def create(self, name, template="template0"):
        """Make a database, in place of one that a process of the same number left."""
        made = self.named(name)
        self._drop(made)
        self.made.append(made)
        self._administer(f'CREATE DATABASE "{made}" TEMPLATE "{template}"')
        self._administer(f"COMMENT ON DATABASE \"{made}\" IS '{_owner(self.process)}'")

    def remove(self):
        """Drop the databases that were made."""
        while self.made:
            self._drop(self.made.pop())

    def remove_left(self):
        """Drop what processes of this machine left that were ended before they could."""
        for name, owner in self.known():
            process = owner.removeprefix(_owner(""))
            if process != owner and not _is_alive(int(process)):
                self._drop(name)

    def known(self):
        """Give the databases of such tests with their comments."""
        with psycopg.connect(f"{self.base}/postgres") as opened:
            return opened.execute(
                "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
                " WHERE shobj_description(oid, 'pg_database') LIKE 'tests of athar: %'"
            ).fetchall()

    def _drop(self, name):
        self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _administer(self, statement):
        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as opened:
            opened.execute(statement)


def _owner(process):
    return f"tests of athar: {socket.gethostname()} {process}"


def _is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
