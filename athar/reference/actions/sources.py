"""Storing where data was taken from."""

from collections.abc import Iterable

from athar.kernel.actor import Actor
from athar.reference.actions.tally import Tally, ask, store
from athar.reference.models import DataSource
from athar.reference.tables import SourceRow
from athar.trail.actions import record
from athar.trail.refusing import acting


@acting("sources.loaded", "sources")
def load_sources(*, by: Actor | None, rows: Iterable[SourceRow]) -> Tally:
    """Store sources by code. Errors: PermissionDenied."""
    ask(by)
    wanted = {
        row.code: {
            "code": row.code,
            "title": row.title,
            "url": row.url,
            "licence": row.licence,
            "credit": row.credit,
            "retrieved_on": row.retrieved_on,
        }
        for row in rows
    }
    stored = DataSource.objects.in_bulk(list(wanted), field_name="code")
    done = store(DataSource.objects, wanted, stored)
    if done.tally.n_changes:
        record(kind="sources.loaded", by=by, subject="sources", touched=done.touched)
    return done.tally
