"""The commitments of a plan as of a publication, as machines read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from athar.kernel.progress import ComputedStatus
from athar.reference.models import Place, Theme
from athar.rollups.contributions import NONE_STATED
from athar.rollups.enums import SortKey, SubjectKind
from athar.rollups.figures import ListFilter, ListRow
from athar.rollups.past import Past
from athar.rollups.queries.lists import list_rows
from athar.rollups.queries.streams import NONE, CommitmentCodes, Sought
from athar.rollups.queries.subjects import Names, subject_names

_NOTHING_HAS_IT = -1
_Pairs = Mapping[int, tuple[str, str]]


def commitments_as_of(
    past: Past, sought: Sought, *, sort: SortKey | None, descending: bool
) -> tuple[CommitmentCodes, ...]:
    """Give the commitments of a plan that were asked for, as they stood at a publication.

    Shape: as `commitment_slice`, all of them. Queries: 4.
    """
    names = subject_names(past.plan.pk, past)
    places = _pairs(Place, {key for keys in past.place_ids.values() for key in keys}, "scheme")
    themes = _pairs(Theme, names[SubjectKind.THEME], "taxonomy")
    rows = list_rows(
        past.plan.pk,
        filters=_filter(sought, names, places, themes),
        sort=sort or SortKey.PLAN_ORDER,
        descending=descending,
        per_page=None,
        past=past,
    ).rows
    if sort is None:
        rows = tuple(sorted(rows, key=lambda row: row.figures.commitment_id))
    return tuple(_codes(row, names, places, themes) for row in rows)


def _pairs(model: type[Place | Theme], keys: Iterable[int], scheme: str) -> _Pairs:
    rows = model.objects.filter(pk__in=list(keys)).values_list("pk", scheme, "code")
    return {pk: (kind, code) for pk, kind, code in rows}


def _filter(
    sought: Sought, names: Mapping[SubjectKind, Names], places: _Pairs, themes: _Pairs
) -> ListFilter:
    def key(kind: SubjectKind, code: str) -> int | None:
        if not code or code == NONE:
            return NONE_STATED if code else None
        named = names[kind].values()
        return next((one.id for one in named if one.code == code), _NOTHING_HAS_IT)

    def key_of_pair(kind: SubjectKind, text: str, pairs: _Pairs) -> int | None:
        scheme, colon, code = text.partition(":")
        if not colon:
            return int(text) if kind is SubjectKind.THEME and text.isdigit() else key(kind, text)
        wanted = (one for one, pair in pairs.items() if pair == (scheme, code))
        return next(wanted, _NOTHING_HAS_IT)

    wider = _pairs(Place, names[SubjectKind.PLACE], "scheme")
    return ListFilter(
        node_id=key(SubjectKind.NODE, sought.node),
        place_id=key_of_pair(SubjectKind.PLACE, sought.place, {**places, **wider}),
        lead_id=key(SubjectKind.LEAD, sought.lead),
        funder_id=key(SubjectKind.FUNDER, sought.funder),
        theme_id=key_of_pair(SubjectKind.THEME, sought.theme, themes),
        computed=ComputedStatus(sought.status) if sought.status else None,
        declared=sought.declared or None,
        year=_year(sought.year),
        text=sought.q,
    )


def _year(text: str) -> int | None:
    if not text:
        return None
    return NONE_STATED if text == NONE else int(text)


def _codes(
    row: ListRow, names: Mapping[SubjectKind, Names], places: _Pairs, themes: _Pairs
) -> CommitmentCodes:
    nodes = sorted(
        (names[SubjectKind.NODE][key] for key in row.node_ids), key=lambda one: one.level
    )
    return CommitmentCodes(
        plan=row.plan_code,
        code=row.code,
        title=row.title,
        is_sample=row.is_sample,
        nodes=tuple(one.code for one in nodes),
        places=tuple(places[key] for key in row.place_ids),
        covers_whole_place=row.covers_whole_place,
        leads=tuple(names[SubjectKind.LEAD][key].code for key in row.lead_ids),
        funders=tuple(names[SubjectKind.FUNDER][key].code for key in row.funder_ids),
        themes=tuple(themes[key] for key in row.theme_ids),
        figures=row.figures,
    )
