"""A workbook of thousands of projects, as an office keeps it; every figure is invented.

Its layout is that of the sample workbook of the demonstration: a notice with abbreviations, then
one sheet with a heading of two levels, axes and programmes as merged rows, years and partners of
the funding, percents, dates and amounts written in several ways, sub-totals and a grand total.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

YEARS = ("2022", "2023", "2024", "2025", "2026", "2027")
PER_PROGRAMME = 10
PROGRAMMES_PER_AXIS = 100
HEADINGS: Sequence[tuple[str, Sequence[str]]] = (
    ("Identification", ("Code", "Intitulé du projet")),
    ("Intervenants", ("Maître d'ouvrage", "Maître d'ouvrage\ndélégué")),
    ("Localisation", ("Province(s) /\nPréfecture(s)", "Commune(s)")),
    ("Secteur", ()),
    ("Coût total\n(MDH)", ()),
    ("Part de la Région (MDH)", (*YEARS, "Total Région")),
    ("Part des autres partenaires (MDH)", (*YEARS, "Total partenaires")),
    ("Détail des partenaires", ()),
    ("Convention", ("N°", "Session du conseil")),
    ("État d'avancement", ()),
    ("Calendrier", ("Début prévu", "Fin prévue", "Fin prévisionnelle", "Début réel", "Fin réelle")),
    ("Avancement", ("Physique (%)", "Financier (%)")),
    ("Exécution financière (MDH)", ("Engagé", "Mandaté / payé")),
    ("Source", ()),
    ("Observations", ()),
)
BODIES = {
    "Région": "Région Tanger-Tétouan-Al Hoceïma",
    "MEE": "Ministère de l'Équipement et de l'Eau",
    "MIC": "Ministère de l'Industrie et du Commerce",
    "MSPS": "Ministère de la Santé et de la Protection sociale",
    "INDH": "Initiative Nationale pour le Développement Humain",
    "Communes": "Communes",
    "AREP": "Agence régionale d'exécution des projets",
}
FUNDERS = ("MEE", "MIC", "MSPS", "INDH", "Communes")
PLACES = ("Chaouen", "Ouezzane", "LARACHE", "El Hoceima", "Tétouan", "M’diq Fnideq")
SECTORS = ("économie", "Tourisme", "santé", "eau", "Environnement")
STATUSES = ("Achevé", "En cours", "En retard", "Non démarré", "en cours ")
WORKS = ("Construction d'un centre", "Aménagement de la route", "Alimentation en eau", "Extension")
BEGINNINGS = ("mars 2023", "01/07/2023", "T3 2023", dt.date(2023, 4, 1), "2023")
ENDS = ("fin 2026", "31/12/2026", "T4 2026", dt.date(2026, 12, 31), "octobre 2026")


def write_workbook(path: Path, *, n_projects: int) -> None:
    """Write a workbook of that many projects."""
    book = xlsxwriter.Workbook(str(path))
    notice = book.add_worksheet("Lisez-moi")
    notice.write_column(0, 0, ["PDR 2022-2027 : tableau de suivi", "", "Abréviations"])
    notice.write_column(3, 0, [f"{short} : {name}" for short, name in BODIES.items()])
    _Sheet(book, n_projects).write()
    book.close()


def plan_file(code: str) -> bytes:
    """Describe the plan of a workbook."""
    plan = {
        "code": code,
        "title": {"fr": "Plan du banc d'essai"},
        "owner": "REG",
        "start": "2022-01-01",
        "end": "2027-12-31",
        "as_of": "2025-06-30",
    }
    region = {"key": "REG", "abbr": "Région", "name": {"fr": BODIES["Région"]}}
    return json.dumps({"plan": plan, "organisations": [region]}).encode()


class _Sheet:
    """The sheet of projects, written from the top down."""

    def __init__(self, book: xlsxwriter.Workbook, n_projects: int) -> None:
        self.sheet = book.add_worksheet("Suivi PDR")
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.percent = book.add_format({"num_format": "0%"})
        self.date = book.add_format({"num_format": "dd/mm/yyyy"})
        self.centred = book.add_format({"align": "center"})
        self.n_projects = n_projects
        self.row = 3
        self.width = sum(len(below) or 1 for _, below in HEADINGS)

    def write(self) -> None:
        self.sheet.write(0, 0, "PROGRAMME DE DÉVELOPPEMENT RÉGIONAL 2022-2027")
        self.sheet.write(1, 0, "Situation au 30 juin 2025 (montants en MDH)")
        self._write_headings()
        total = 0.0
        for first in range(0, self.n_projects, PER_PROGRAMME):
            total += self._write_programme(first)
        self._write_sum("TOTAL GÉNÉRAL", total)
        self.sheet.write(self.row + 1, 0, "(1) Document d'essai, sans valeur officielle.")

    def _write_headings(self) -> None:
        column = 0
        for above, below in HEADINGS:
            last = column + max(len(below), 1) - 1
            bottom = self.row if below else self.row + 1
            if (bottom, last) == (self.row, column):
                self.sheet.write(self.row, column, above)
            else:
                self.sheet.merge_range(self.row, column, bottom, last, above, self.centred)
            for number, heading in enumerate(below):
                self.sheet.write(self.row + 1, column + number, heading)
            column = last + 1
        self.row += 2

    def _write_programme(self, first: int) -> float:
        programme = first // PER_PROGRAMME
        axis = programme // PROGRAMMES_PER_AXIS + 1
        if programme % PROGRAMMES_PER_AXIS == 0:
            self._write_section(f"AXE {axis} : DOMAINE {axis}")
        self._write_section(f"Programme P{programme + 1:03} : Opérations {programme + 1}")
        total = 0.0
        for number in range(first, min(first + PER_PROGRAMME, self.n_projects)):
            code = f"PDR-A{axis}-P{programme + 1:03}-{number - first + 1:02}"
            self._write_cells(_project(number, code))
            total += _cost(number)
        self._write_sum(f"Sous-total programme P{programme + 1:03}", total)
        return total

    def _write_section(self, title: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, self.width - 1, title, self.centred)
        self.row += 1

    def _write_sum(self, title: str, total: float) -> None:
        self.sheet.merge_range(self.row, 0, self.row, 6, title, self.centred)
        self.sheet.write_number(self.row, 7, round(total, 2), self.money)
        self.row += 1

    def _write_cells(self, cells: Sequence[Any]) -> None:
        for column, value in enumerate(cells):
            if isinstance(value, dt.date):
                self.sheet.write_datetime(self.row, column, value, self.date)
            elif isinstance(value, int | float):
                is_share = 0 < value < 1
                self.sheet.write_number(
                    self.row, column, value, self.percent if is_share else self.money
                )
            elif value is not None:
                self.sheet.write_string(self.row, column, value)
        self.row += 1


def _cost(number: int) -> float:
    return 10 + number % 400 * 0.25


def _project(number: int, code: str) -> list[Any]:
    """Give the cells of one project, in the order of the headings."""
    cost, kind = _cost(number), number % 5
    region = round(cost * 0.4, 2)
    partners = round(cost - region, 2)
    first, second = FUNDERS[kind], FUNDERS[(kind + 2) % 5]
    half = round(partners / 2, 2)
    progress = number * 7 % 101
    is_complete = STATUSES[kind] == "Achevé"
    place = PLACES[number % len(PLACES)]
    return [
        code,
        f"{WORKS[number % 4]} de {place}, tranche {number + 1}",
        BODIES[first],
        "AREP" if kind == 1 else "",
        place,
        "-",
        SECTORS[kind],
        cost if kind else _typed(cost),
        *_by_year(region, kind),
        region,
        *_by_year(partners, kind + 1),
        _typed(partners) if kind == 2 else partners,
        f"{first} : {_typed(half)} ; {second} : {_typed(round(partners - half, 2))}",
        f"2022/{number % 90 + 11}" if kind else "",
        "07/03/2022" if kind else None,
        STATUSES[kind],
        BEGINNINGS[kind],
        ENDS[(number + 1) % 5],
        None if is_complete else "juin 2027",
        "12/05/2023",
        "25/02/2025" if is_complete else "-",
        f"{100 if is_complete else progress} %" if kind % 2 == 0 else progress / 100 or "0 %",
        f"{progress} %",
        _typed(cost) if kind == 3 else cost,
        round(cost * progress / 100, 2),
        "exemple",
        f"Marché n° {number + 1} notifié." if kind == 4 else "",
    ]


def _typed(amount: float) -> str:
    """Give an amount as people type it."""
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",")


def _by_year(amount: float, kind: int) -> list[Any]:
    """Spread an amount over the years; a year without money is written in several ways."""
    first = round(amount / 2, 2)
    spread: list[Any] = [None, "-", 0, "-", None, "0,00"]
    spread[kind % 5] = first
    rest = round(amount - first, 2)
    spread[kind % 5 + 1] = _typed(rest) if kind == 3 else rest
    return spread
