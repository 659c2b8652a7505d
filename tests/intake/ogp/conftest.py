"""Africa's countries and OGP's policy areas, on which its table rests."""

from __future__ import annotations

import pytest

from athar.reference import tables
from athar.reference.actions import load_places, load_sources, load_themes
from tests.once import made_once


@pytest.fixture
@made_once
def africa(db: None) -> None:
    """The countries of Africa, the policy areas and values of OGP."""
    data = tables.DATA
    load_sources(by=None, rows=tables.read_sources(data / "sources.csv"))
    load_places(by=None, rows=tables.read_places(data / "places" / "africa.csv"), spellings=())
    for name in ("ogp-policy-area", "ogp-value"):
        load_themes(by=None, rows=tables.read_themes(data / "themes" / f"{name}.csv"))
