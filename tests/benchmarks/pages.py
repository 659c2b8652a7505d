"""The pages that are measured, and their cold cost in one installation."""

from __future__ import annotations

import csv
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.benchmarks.loading import Cost, Failing, cold, transferred
from tests.benchmarks.server import Server

DEMO, DEMO_COMMITMENT, DEMO_PLACE = "PDR-TTA-2022-2027", "PDR-A3-P22-04", "01.151"
GENERATED, GENERATED_PLACE = "SAMPLE-1-001", "02"

#: What a page makes the browser fetch besides itself.
_FETCHED = re.compile(r'(?:<link rel="(?:stylesheet|preload)"[^>]*href|<script[^>]*src)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Row:
    """One page measured in one set of data."""

    data: str
    page: str
    cost: Cost


def pages_of(plan: str, commitment: str, place: str) -> dict[str, str]:
    """Give the pages of one plan that are measured, by name."""
    address = f"/ar/plans/{plan}"
    return {
        "plan": address,
        "list": f"{address}/commitments",
        "list, filtered": f"{address}/commitments?status=on_track&sort=-amount",
        "commitment": f"{address}/commitments/{commitment}",
        "map": f"{address}/map",
        "place": f"/ar/places/hcp/{place}",
        "plan, json": f"{address}.json",
        "list, json": f"{address}/commitments.json",
        "commitment, json": f"{address}/commitments/{commitment}.json",
        "list, csv": f"{address}/commitments.csv",
    }


INSTALLATION = {"home": "/ar/", "plans": "/ar/plans", "places": "/ar/places"}


def measure_pages(
    server: Server, generated: str, *, seconds: float, demo: bool = True
) -> tuple[list[Row], list[str]]:
    """Measure every page cold; a page that fails is named and the others go on."""
    sets: dict[str, Mapping[str, str]] = {"installation": INSTALLATION}
    if demo:
        sets["demonstration"] = pages_of(DEMO, DEMO_COMMITMENT, DEMO_PLACE)
    sets[generated] = pages_of(GENERATED, generated_commitments(server)[0], GENERATED_PLACE)
    rows, failing = [], []
    for data, addresses in sets.items():
        for name, path in addresses.items():
            try:
                rows.append(Row(data, name, cold(server, path, seconds=seconds)))
            except Failing as error:
                failing.append(str(error))
    return rows, failing


def generated_commitments(server: Server) -> list[str]:
    """Give the codes of the commitments of a generated plan, read from its list."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    path = f"/en/plans/{GENERATED}/commitments.csv"
    connection.request("GET", path, headers={"Host": "localhost"})
    table = connection.getresponse().read().decode("utf-8-sig")
    return [row[0] for row in csv.reader(table.splitlines()[1:])]


def first_views(server: Server) -> dict[str, float]:
    """Give what the first view of each page takes on the wire, in kilobytes, fonts included."""
    views = {**INSTALLATION, **pages_of(DEMO, DEMO_COMMITMENT, DEMO_PLACE)}
    return {
        name: round(_first_view(server, path) / 1000, 1)
        for name, path in views.items()
        if not name.endswith(("json", "csv"))
    }


def _first_view(server: Server, path: str) -> int:
    size, page = transferred(server, path)
    fetched = set(_FETCHED.findall(page.decode()))
    return size + sum(transferred(server, address)[0] for address in fetched)
