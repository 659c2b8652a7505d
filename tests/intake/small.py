"""A small plan as a delimited file, to be varied cell by cell; every figure is invented."""

from __future__ import annotations

import json

from athar.intake.options import GivenFile, Options

HEADINGS = {
    "code": "Code",
    "title": "Intitulé du projet",
    "axis": "Axe",
    "owner": "Maître d'ouvrage",
    "amount": "Coût total (MDH)",
    "funders": "Sources de financement",
    "status": "Statut",
    "physical": "Avancement physique (%)",
    "paid": "Payé",
    "start": "Début prévu",
    "end": "Fin prévue",
    "actual_end": "Fin réelle",
}

DESCRIPTION = {
    "plan": {
        "code": "PDR-NORD",
        "title": {"fr": "Programme du Nord"},
        "owner": "REG",
        "start": "2022-01-01",
        "end": "2027-12-31",
        "as_of": "2025-06-30",
    },
    "organisations": [
        {"key": "REG", "abbr": "Région", "name": {"fr": "Région du Nord", "ar": "جهة الشمال"}},
        {"key": "MEE", "abbr": "MEE", "name": {"fr": "Ministère de l'Équipement"}},
    ],
}

ROAD = {
    "code": "PDR-A1-01",
    "title": "Route",
    "axis": "Routes",
    "owner": "MEE",
    "amount": "12,5",
    "funders": "Région : 10 ; MEE : 2,5",
    "status": "En cours",
    "physical": "40",
    "paid": "4,5",
    "start": "mars 2023",
    "end": "fin 2025",
}
DEARER_ROAD = {**ROAD, "amount": "15", "funders": "Région : 12,5 ; MEE : 2,5"}
DAM = {**ROAD, "code": "PDR-A2-01", "title": "Barrage", "axis": "Eau", "physical": "0"}
SCHOOL = {"code": "PDR-A3-01", "title": "École", "axis": "Éducation"}

ROWS = (ROAD, DAM, SCHOOL)


def plan_csv(*rows, name="plan.csv", **more_headings):
    """A delimited file with one row per project; absent cells are empty."""
    headings = {**HEADINGS, **more_headings}
    lines = [";".join(headings.values())]
    lines.extend(";".join(f'"{row.get(field, "")}"' for field in headings) for row in rows)
    return GivenFile(name, "\n".join(lines).encode())


def options(**chosen):
    """The options of an import that describes the plan."""
    return Options(plan_file=json.dumps(DESCRIPTION).encode(), **chosen)
