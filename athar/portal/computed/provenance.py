"""Who gave a value, when, and where it stood: provenance put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from athar.evidence.queries import EvidenceView
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.reporting.enums import Claim
from athar.rollups.explanations import Input, Provenance
from athar.ui import formatting

#: How many sources of many values are named one by one.
MOST_SOURCES = 5
_COLUMN_JOINT = " / "


def said(provenance: Provenance) -> list[Markup]:
    """Say who vouches for a value: the claim, the author, the day, the publication."""
    words = [_claim(provenance.claim)]
    if provenance.author_name:
        author = formatting.bdi(provenance.author_name)
        words.append(filled(gettext("author: %(name)s"), name=author))
    words.append(filled(gettext("as of %(day)s"), day=formatting.day(provenance.as_of_on)))
    if provenance.published_at:
        day = formatting.day(timezone.localdate(provenance.published_at))
        words.append(filled(gettext("published on %(day)s"), day=day))
    return words


def _claim(claim: str) -> Markup:
    if claim == Claim.VALIDATED:
        return escape(gettext("Validated by somebody other than its author"))
    return escape(gettext("Declared, not validated"))


def stood(provenance: Provenance, files: Mapping[str, str]) -> list[Markup]:
    """Say where in which file a value stood, and the text found there; nothing without a file."""
    origin = provenance.origin
    words = [*_file(origin, files), *_cell(origin)]
    if provenance.written:
        text = formatting.bdi(provenance.written)
        words.append(filled(gettext("text found there: “%(text)s”"), text=text))
    return words


def _file(origin: Mapping[str, Any], files: Mapping[str, str]) -> list[Markup]:
    name, sheet = str(origin.get("name") or ""), str(origin.get("sheet") or "")
    words = []
    if name:
        shown = formatting.bdi(name)
        if address := files.get(str(origin.get("file"))):
            shown = Markup('<a href="{}">{}</a>').format(address, shown)
        words.append(filled(gettext("file %(name)s"), name=shown))
    # the sheet of a CSV is only the name of its file
    if sheet and sheet != name.rpartition(".")[0]:
        words.append(filled(gettext("sheet %(name)s"), name=formatting.bdi(sheet)))
    return words


def _cell(origin: Mapping[str, Any]) -> list[Markup]:
    words = []
    if row := origin.get("row"):
        words.append(filled(gettext("row %(row)s"), row=formatting.bdi(row)))
    if column := origin.get("column"):
        words.append(filled(gettext("column %(column)s"), column=_column(str(column))))
    return words


def _column(column: str) -> Markup:
    """Isolate the letter of a column from its header: they may be of two scripts."""
    letters, joint, header = column.partition(_COLUMN_JOINT)
    if not joint:
        return formatting.bdi(letters)
    return Markup("{} <bdi>({})</bdi>").format(formatting.bdi(letters), header)


def files_of(evidence: Mapping[str, Sequence[EvidenceView]]) -> dict[str, str]:
    """Give the address of each file the public may download, by checksum."""
    return {
        one.sha256: evidence_url(one) for views in evidence.values() for one in views if one.sha256
    }


def evidence_url(one: EvidenceView) -> str:
    """Give where a piece of evidence can be had."""
    if not one.sha256:
        return one.url
    return reverse("portal:file", kwargs={"sha256": one.sha256, "name": one.file_name})


def evidence_links(
    provenance: Provenance, evidence: Mapping[str, Sequence[EvidenceView]]
) -> list[tuple[Translated | str, str]]:
    """Give the evidence behind one value: what it is called, where it can be had."""
    return [
        (one.title or one.file_name or one.url, evidence_url(one))
        for key in provenance.evidence_keys
        for one in evidence.get(key, ())
    ]


@dataclass(frozen=True, slots=True)
class Source:
    """Where several values come from: how many, and in words whence."""

    n: Markup
    words: list[Markup]


def sources(inputs: Collection[Input], files: Mapping[str, str]) -> list[Source]:
    """Name the sources of many values, the one of most values first."""
    counted: Counter[tuple[Markup, ...]] = Counter(
        _shared(one.provenance, files) for one in inputs if one.provenance
    )
    named = counted.most_common(MOST_SOURCES)
    found = [Source(_values(n), list(words)) for words, n in named]
    if others := counted.total() - sum(n for _words, n in named):
        found.append(Source(_values(others), [escape(gettext("other reports, see each line"))]))
    return found


def _shared(provenance: Provenance, files: Mapping[str, str]) -> tuple[Markup, ...]:
    """Give what many values have in common; the rows differ."""
    origin = {**provenance.origin, "row": None}
    return (*said(provenance), *_file(origin, files), *_cell(origin))


def _values(n: int) -> Markup:
    return filled(ngettext("%(n)s value", "%(n)s values", n), n=formatting.number(n))


def brief(provenance: Provenance | None, *, dated: bool) -> Markup:
    """Say in a few words where one value of a long list stood; `dated` when the days differ."""
    if provenance is None:
        return escape(gettext("no report"))
    words = _cell({"row": provenance.origin.get("row")})
    if provenance.written:
        words.append(filled(gettext("“%(text)s”"), text=formatting.bdi(provenance.written)))
    if dated or not words:
        words.append(filled(gettext("as of %(day)s"), day=formatting.day(provenance.as_of_on)))
    return Markup(" · ").join(words)


def are_of_several_days(inputs: Iterable[Input]) -> bool:
    """Tell whether the values were stated as of different days."""
    return len({one.provenance.as_of_on for one in inputs if one.provenance}) > 1
