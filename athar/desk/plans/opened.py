"""A commitment or grouping opened in a form: what stood then, what was typed, what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.desk.imports.differences import Change, field_changes
from athar.desk.plans.fields import TICKED, Typed, changed_texts, read_commitment, typed_of
from athar.desk.plans.grouping import read_grouping, texts_of_grouping
from athar.desk.plans.identity import read_identity, texts_of_identity
from athar.desk.plans.names import known_to
from athar.kernel.text import Translated
from athar.people.models import Account
from athar.plans.actions import Kept, Subject, keep_edit
from athar.plans.enums import EditKind
from athar.plans.merging import Clash, Merged, together
from athar.plans.queries import PlanView
from athar.plans.queries.edited import content_now, new_content, typed_by
from athar.ui.site import Label

_SALT = "athar.desk.plans.base"
_CHOICE = "choose-"
_Read = tuple[dict[str, Any], dict[str, str]]
_OWN = frozenset({"csrfmiddlewaretoken", "do", "version", "show"})


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind of thing is written as texts and read from them, and what a new one needs."""

    page: str
    typed_of: Callable[[Mapping[str, Any]], dict[str, list[str]]]
    read: Callable[[PlanView, Typed, dict[str, Any]], _Read]
    code_missing: Label = ""


def _read_commitment(plan: PlanView, typed: Typed, base: dict[str, Any]) -> _Read:
    return read_commitment(typed, base, known_to(plan, typed))


def _read_grouping(_plan: PlanView, typed: Typed, base: dict[str, Any]) -> _Read:
    return read_grouping(typed, base)


_FORMS = {
    EditKind.COMMITMENT: _Form(
        "commitment", typed_of, _read_commitment, _("Give the commitment a code.")
    ),
    EditKind.NODE: _Form(
        "grouping", texts_of_grouping, _read_grouping, _("Give the grouping a code.")
    ),
    EditKind.PLAN: _Form("identity", texts_of_identity, read_identity),
}


@dataclass
class Opened:
    """A form of what `kind` names: its plan, its code (empty: new), what it was opened on.

    Shape: `is_typed` when the texts are what the person typed and did not keep; `clashes` are
    fields that somebody else changed meanwhile too.
    """

    plan: PlanView
    code: str
    base: dict[str, Any]
    typed: Mapping[str, Sequence[str]]
    is_new: bool
    is_typed: bool = False
    kind: EditKind = EditKind.COMMITMENT
    content: Mapping[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    clashes: tuple[Clash, ...] = ()

    @property
    def subject(self) -> Subject:
        """Give what is edited."""
        return Subject(self.plan.id, self.kind, self.code)

    @property
    def draft_subject(self) -> Subject:
        """Give under which name the texts are saved: something new has no code yet."""
        return replace(self.subject, code="") if self.is_new else self.subject

    @property
    def page(self) -> str:
        """Name the page of its form."""
        return _FORMS[self.kind].page

    @property
    def url(self) -> str:
        """Give the address of its form once it has a code."""
        named = {} if self.kind is EditKind.PLAN else {"code": self.code}
        return reverse(f"desk:plan_{self.page}", kwargs={"plan": self.plan.code, **named})

    @property
    def version(self) -> str:
        """Give the content the form was opened on, signed, for its hidden input."""
        # a database may keep the fields in an order of its own
        in_order = json.loads(json.dumps(self.base, sort_keys=True))
        return signing.Signer(salt=_SALT).sign_object(in_order, compress=True)

    @property
    def title(self) -> Translated:
        """Give what it is called as it stands."""
        return Translated(self.base["title"])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Give what is wrong: the input, and why."""
        return [*self.errors.items(), *(("keep", words) for words in self.refused)]

    @property
    def collisions(self) -> Sequence[tuple[str, Change]]:
        """Give the fields both changed, in words: theirs and mine."""
        return [
            (one.name, change)
            for one in self.clashes
            for change in field_changes(
                {
                    name: (one.theirs if name == one.name else None, self.content.get(name))
                    for name in together(one.name)
                },
                self.plan.currency,
            )
        ]

    def keep(self, *, by: Account, chosen: Mapping[str, str]) -> Kept:
        """Keep what was typed.

        Errors: EditCollision; ValidationError; PermissionDenied.
        """
        base = None if self.is_new else self.base
        if self.is_new and not self.code:
            raise ValidationError(str(_FORMS[self.kind].code_missing), code="code_missing")
        return keep_edit(
            by=by, subject=self.subject, base=base, mine=dict(self.content), chosen=chosen
        )

    def collide(self, both: Merged) -> None:
        """Show what both changed."""
        self.clashes = both.clashes


def open_thing(account: Account, plan: PlanView, kind: EditKind, code: str) -> Opened | None:
    """Open a form, with what the person typed earlier; None when there is no such thing.

    Queries: 12 of a commitment, 3 of a grouping and of a plan itself.
    """
    now = content_now(plan.id, kind, code) if code else None
    if code and now is None:
        return None
    base = now or new_content(kind)
    typed = typed_by(account.pk, plan.id, kind, code)
    if typed is not None:
        return Opened(plan, code, typed.base, typed.typed, not code, is_typed=True, kind=kind)
    return Opened(plan, code, base, _FORMS[kind].typed_of(base), not code, kind=kind)


def texts_of(kind: EditKind, content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give content of a kind as the texts its form shows."""
    return _FORMS[kind].typed_of(content)


def opened_again(opened: Opened, given: QueryDict) -> Opened:
    """Give the form as it was sent: on the content it was opened on, with what was typed.

    A form whose content cannot be read was opened on what stands now.
    """
    base = _base_in(given, opened.base)
    typed = texts_in(given)
    content, errors = _FORMS[opened.kind].read(opened.plan, typed, base)
    code = opened.code or given.get("code", "").strip()
    return replace(opened, base=base, typed=typed, code=code, content=content, errors=errors)


def typed_further(opened: Opened, given: QueryDict) -> Opened:
    """Give the form with the fields that a script sent because they changed.

    Shape: the others stay as they were saved, or as they stand in what the form was opened on.
    Were they saved on other content, only those that the person changed there stay.
    """
    base = _base_in(given, opened.base)
    saved = opened.typed
    if opened.base != base:
        texts = _FORMS[opened.kind].typed_of
        saved = texts(base) | changed_texts(opened.typed, texts(opened.base))
    return replace(opened, base=base, typed={**saved, **texts_in(given)})


def _base_in(given: QueryDict, otherwise: dict[str, Any]) -> dict[str, Any]:
    try:
        base: dict[str, Any] = signing.Signer(salt=_SALT).unsign_object(given.get("version", ""))
    except signing.BadSignature:
        return otherwise
    return base


def texts_in(given: QueryDict) -> dict[str, list[str]]:
    """Give what was typed, without what the form itself sends."""
    return {
        name: [text for text in given.getlist(name) if text or name not in TICKED]
        for name in given
        if name not in _OWN and not name.startswith(_CHOICE)
    }


def chosen_in(given: QueryDict) -> dict[str, str]:
    """Give what was chosen of fields that both changed."""
    return {
        name.removeprefix(_CHOICE): str(value)
        for name, value in given.items()
        if name.startswith(_CHOICE)
    }
