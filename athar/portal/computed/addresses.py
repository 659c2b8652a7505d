"""Where an explanation leads: back to what it is about, down to its inputs, to its twins."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext

from athar.portal.computed.asked import NARROWING, Asked
from athar.portal.computed.inputs import figure_of_one
from athar.portal.computed.page import ComputedPage
from athar.portal.computed.results import NAMES, subject_name
from athar.rollups.enums import SubjectKind
from athar.ui.addresses import reverse
from athar.ui.site import Label, Link


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses on the page of one explanation, in one language."""

    lang: str
    page: ComputedPage
    asked: Asked

    def _of(self, name: str, **more: str) -> str:
        address = {"lang": self.lang, "plan": self.page.plan.code, **more}
        return reverse(f"portal:{name}", kwargs=address)

    @property
    def json(self) -> str:
        return self._of("plan_figure_json", figure=self.asked.figure) + self.asked.query

    @property
    def csv(self) -> str:
        return self._of("plan_figure_csv", figure=self.asked.figure) + self.asked.query

    @property
    def xlsx(self) -> str:
        return self._of("plan_figure_xlsx", figure=self.asked.figure) + self.asked.query

    @property
    def method(self) -> str:
        """Give the page of the method."""
        key = self.page.explanation.method
        return reverse("portal:method", kwargs={"lang": self.lang, "key": key})

    @property
    def listed(self) -> str:
        """Give the list of the commitments behind the figure."""
        narrowed = self.asked.query if self.asked.kind in NARROWING else ""
        return self._of("commitments") + narrowed

    @property
    def commitments(self) -> str:
        """Give what stands before the code of a commitment in the address of its page."""
        return self._of("commitments") + "/"

    @property
    def of_one(self) -> str:
        """Give what stands before the code of a commitment in the address that explains it."""
        figure = figure_of_one(self.page.explanation)
        return self._of("plan_figure", figure=figure) + "?commitment="

    def crumbs(self) -> list[Link]:
        """Give the way from the plan to what the figure is about."""
        plan, found = self.page.plan, self.page.explanation
        way = [Link(plan.short_title or plan.title, self._of("plan"))]
        code = found.label.code
        match self.asked.kind:
            case SubjectKind.PLAN:
                pass
            case SubjectKind.NODE:
                way.append(Link(found.label.names, self._of("node", code=code)))
            case SubjectKind.COMMITMENT:
                way.append(Link(code, self._of("commitment", code=code)))
            case _:
                way.append(Link(self._name(), self.listed))
        return way

    def _name(self) -> Label:
        label = self.page.explanation.label
        return label.names if label.id else str(subject_name(self.page))

    def title(self) -> str:
        """Name the page for the window and for search engines."""
        return pgettext("figure and what it is about", "%(figure)s, %(subject)s") % {
            "figure": NAMES[self.asked.figure],
            "subject": subject_name(self.page).striptags(),
        }
