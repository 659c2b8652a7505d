"""What pages showed while a publication was the newest, to be held against them as of it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl

from athar.portal.moments import STAMP_COLUMNS
from athar.trail.queries import last_publication_number
from tests.portal.measured import text_of

_BANNER = re.compile(r'<aside class="banner banner-past".*?</aside>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """One address as it was read: its page, its JSON, its rows, the cells of its workbook."""

    page: str
    data: Any
    rows: list[list[str]]
    cells: list[list[Any]]


def read(client: Any, address: str, number: int | None = None) -> Seen:
    """Read an address such as "/en/places/hcp/01?x=1", now or as of a publication."""
    path, _sign, query = address.partition("?")
    told = "&".join(part for part in (query, f"as_of={number}" if number else "") if part)
    told = f"?{told}" if told else ""
    html = _bytes(client, f"{path}{told}").decode()
    data = json.loads(_bytes(client, f"{path}.json{told}"))
    assert data.pop("as_of", {}).get("publication") == number
    text = _bytes(client, f"{path}.csv{told}").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    n = len(STAMP_COLUMNS) if number else 0
    assert header[len(header) - n :] == list(STAMP_COLUMNS[:n])
    assert {row[-n] for row in rows} == ({str(number)} if n else {row[0] for row in rows})
    book = openpyxl.load_workbook(BytesIO(_bytes(client, f"{path}.xlsx{told}")))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    rows = [row[: len(row) - n] for row in (header, *rows)]
    return Seen(words_of(html), data, rows, cells)


def words_of(html: str) -> str:
    """Give the words of the main part of a page without the banner of an earlier state.

    An address that is printed, as a citation does, is given without the moment it names.
    """
    main = html.split("<main")[1].split("</main>", maxsplit=1)[0]
    return re.sub(r"\?as_of=\d+", "", text_of(_BANNER.sub("", main)))


def newest() -> int:
    """Give the number of the newest publication."""
    return last_publication_number()


def lost_links(html: str, number: int, starts: tuple[str, ...]) -> list[str]:
    """Give the links of the main part to pages that have a past but do not ask for it."""
    main = _BANNER.sub("", html.split("<main")[1].split("</main>", maxsplit=1)[0])
    links = re.findall(r'href="([^"#]+)', main)
    return [
        one for one in links if one.startswith(starts) and not re.search(rf"as_of={number}\b", one)
    ]


def _bytes(client: Any, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content[:500])
    return answer.getvalue()
