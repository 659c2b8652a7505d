"""Four hundred damaged files, made from sound ones with one seed: the same ones in every run."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from tests.intake import damage_within as within
from tests.intake import small
from tests.intake.conftest import ARABIC_CSV, FRENCH_WORKBOOK, SAMPLES, TEMPLATE
from tests.intake.old_workbooks import ods, xls
from tests.intake.projects.test_messy import MESSY

SEED = 20251015
N_FILES = 400
ROWS = [tuple(small.HEADINGS.values())] + [
    tuple(row.get(name, "") for name in small.HEADINGS) for row in small.ROWS
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file: the kind of damage, a name that tells it from the others, its bytes."""

    kind: str
    name: str
    content: bytes


def damaged_files() -> list[Damaged]:
    """Make the files; bytes flipped at random fill up the number."""
    chance = random.Random(SEED)
    makers = (cut_off, packed_wrongly, bombs, odd_within)
    files = [one for maker in makers for one in maker(chance)]
    return [*files, *flipped(chance, N_FILES - len(files))]


def workbooks():
    """The sound files that are damaged, by name."""
    return {
        "template.xlsx": TEMPLATE.read_bytes(),
        "returns.xlsx": (SAMPLES / "suivi-2025-T3.xlsx").read_bytes(),
        "agreements.xlsx": (SAMPLES / "conventions-2022-2027.xlsx").read_bytes(),
        "messy.xlsx": (MESSY / "za-test_import_prov_infra_projects.xlsx").read_bytes(),
        "old.xls": xls(ROWS),
        "open.ods": ods(ROWS),
    }


def texts():
    """The same small plan as a delimited text in the encodings of offices, and two samples."""
    table = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS)
    arabic = table.replace("Code", "الرمز").replace("Intitulé du projet", "العنوان")
    return {
        "utf-8.csv": table.encode(),
        "utf-8-sig.csv": table.encode("utf-8-sig"),
        "utf-16.csv": arabic.encode("utf-16"),
        "cp1252.csv": table.encode("cp1252"),
        "cp1256.csv": arabic.encode("cp1256", "replace"),
        "habous.csv": (MESSY / "ma-plf2025-habous-cp1252.csv").read_bytes(),
        "arabic.csv": ARABIC_CSV.read_bytes()[:20_000],
    }


def odd_within(chance: random.Random) -> Iterator[Damaged]:
    """Files whose damage lies in what they hold, or that are something else."""
    content = workbooks()["template.xlsx"]
    makers = {
        "broken parts": within.broken_parts(content, repacked),
        "odd sheets": within.odd_sheets(content, repacked),
        "odd texts": within.ODD_TEXTS.items(),
        "other files": within.OTHER_FILES.items(),
        "archives": within.archives(),
        "random bytes": within.random_bytes(chance),
    }
    for kind, files in makers.items():
        for name, made in files:
            yield Damaged(kind, name, made)


def cut_off(chance: random.Random) -> Iterator[Damaged]:
    """Files that end too early, as after a download that broke off."""
    for name, content in {**workbooks(), **texts()}.items():
        for at in sorted((len(content) - 1, *(chance.randrange(len(content)) for _ in range(4)))):
            yield Damaged("cut off", f"{at} bytes of {name}", content[:at])
    content = FRENCH_WORKBOOK.read_bytes()
    yield Damaged("cut off", "half of the French workbook", content[: len(content) // 2])


def flipped(chance: random.Random, n_files: int) -> Iterator[Damaged]:
    """Files with a few bytes turned into others."""
    sound = list({**workbooks(), **texts()}.items())
    for n in range(n_files):
        name, given = sound[n % len(sound)]
        content = bytearray(given)
        for _ in range(chance.choice((1, 1, 2, 5, 40))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        yield Damaged("flipped", f"{n} {name}", bytes(content))


def repacked(content, replaced=(), *, left_out=(), renamed=(), twice=()):
    """A package with some parts replaced, left out, renamed or put in twice."""
    replaced, renamed = dict(replaced), dict(renamed)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in dict.fromkeys((*given.namelist(), *replaced)):
            if name in left_out:
                continue
            part = replaced[name] if name in replaced else given.read(name)
            for _ in range(2 if name in twice else 1):
                _quietly_write(out, renamed.get(name, name), part)
    return stream.getvalue()


def _quietly_write(out, name, part):
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    if name in out.NameToInfo:
        del out.NameToInfo[name]  # it would warn; the entry is written twice all the same
    out.writestr(entry, part)


def packed_wrongly(chance: random.Random) -> Iterator[Damaged]:
    """Packages whose parts are missing, there twice, under other names, or of other sizes."""
    for file in ("template.xlsx", "returns.xlsx", "open.ods"):
        content = workbooks()[file]
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
        for name in names:
            made = repacked(content, left_out={name})
            yield Damaged("packed wrongly", f"{file} without {name}", made)
        for name in chance.sample(names, min(4, len(names))):
            made = repacked(content, twice={name})
            yield Damaged("packed wrongly", f"{file} with two {name}", made)
        for name in chance.sample(names, min(4, len(names))):
            made = repacked(content, renamed={name: name.upper() + "/../é"})
            yield Damaged("packed wrongly", f"{file} with {name} renamed", made)
    content = workbooks()["template.xlsx"]
    for field, at, form in (("method", 10, "<H"), ("crc", 16, "<I"), ("packed", 20, "<I")):
        yield from _with_directory(content, field, at, form, chance)
    for field, at, form in (("size", 24, "<I"), ("name length", 28, "<H"), ("offset", 42, "<I")):
        yield from _with_directory(content, field, at, form, chance)


def _with_directory(content, field, at, form, chance):
    """Packages whose directory says something else of one of their parts."""
    most = 256 ** struct.calcsize(form) - 1
    starts = [n for n in range(len(content)) if content.startswith(b"PK\x01\x02", n)]
    for value in (0, 1, most, chance.randrange(most)):
        made = bytearray(content)
        struct.pack_into(form, made, chance.choice(starts) + at, value)
        yield Damaged("packed wrongly", f"{field} {value} in the directory", bytes(made))


def bombs(_: random.Random) -> Iterator[Damaged]:
    """Files that are small until they are unpacked."""
    content = workbooks()["template.xlsx"]
    zeros = b" " * (60 * 1024 * 1024)
    blank = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + zeros + b"</sheetData></worksheet>"
    first = "xl/worksheets/sheet1.xml"
    one_large = repacked(content, {first: blank})
    yield Damaged("bombs", "one part of 60 MB", one_large)
    yield Damaged(
        "bombs", "nested", repacked(content, {"xl/inner.zip": one_large, first: one_large})
    )
    lying = bytearray(one_large)
    for n in range(len(lying)):
        if lying.startswith(b"PK\x01\x02", n):
            struct.pack_into("<I", lying, n + 24, 1000)
    yield Damaged("bombs", "60 MB that claim 1000 bytes", bytes(lying))
    strings = f'<sst xmlns="{MAIN}">'.encode() + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>"
    yield Damaged(
        "bombs", "3 million strings", repacked(content, {"xl/sharedStrings.xml": strings})
    )
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 1_500_000
    many = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"
    yield Damaged("bombs", "1.5 million rows", repacked(content, {first: many}))
    empty = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + b"<row/>" * 4_000_000
    empty += b"</sheetData></worksheet>"
    yield Damaged("bombs", "4 million empty rows", repacked(content, {first: empty}))
    wide = ods([("a",)])
    for times in (1_000_000, 2_000_000_000, 10**30, -5):
        part = _ods_part(wide).replace(
            b"<table:table-cell ",
            f'<table:table-cell table:number-columns-repeated="{times}" '.encode(),
        )
        made = repacked(wide, {"content.xml": part})
        yield Damaged("bombs", f"a cell repeated {times} times", made)
        part = _ods_part(wide).replace(
            b"<table:table-row>", f'<table:table-row table:number-rows-repeated="{times}">'.encode()
        )
        made = repacked(wide, {"content.xml": part})
        yield Damaged("bombs", f"a row repeated {times} times", made)


def _ods_part(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("content.xml")
