"""The forms by which peers ask and answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from athar.desk.team.forms import RefusingForm
from athar.kernel.actor import Actor
from athar.network.actions.peers import Words, answer_peer, ask_peers
from athar.network.enums.experiences import Level
from athar.network.queries.experiences import MemberName
from athar.reference.enums import Taxonomy
from athar.reference.queries import themes


class WordsForm(RefusingForm):
    """Words in the language of the page, in the name of a member, for everybody or the network."""

    member = forms.TypedChoiceField(coerce=int)
    text = forms.CharField(error_messages={"required": _("Write a whole sentence.")})
    readers = forms.ChoiceField(choices=[("public", ""), ("network", "")])

    def __init__(self, *args: Any, members: Sequence[MemberName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = [(one.id, one.names) for one in members]
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(key), str(key)) for key, _names in self.members]

    def words(self, context: str = "") -> Words:
        """Give what was typed as what the actions take."""
        given = self.cleaned_data
        return Words(
            text=given["text"],
            language=get_language() or "en",
            is_public=given["readers"] == "public",
            context=context,
        )

    def refuse(self, refusal: ValidationError) -> None:
        """Put each problem at the words."""
        for one in refusal.error_list:
            self.add_error("text", one)


class QuestionForm(WordsForm):
    """What is asked, in which policy area, in which context."""

    theme = forms.TypedChoiceField(
        coerce=int, error_messages={"required": _("Choose a policy area.")}
    )
    level = forms.ChoiceField(choices=Level.choices)
    context = forms.CharField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = [(one.id, one.names) for one in themes(Taxonomy.OGP_POLICY_AREA)]
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(key), str(key)) for key, _names in self.areas]

    def ask(self, *, by: Actor) -> int | None:
        """Ask; the number of the question, None with the refusal in the form."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return ask_peers(
                by=by,
                member_id=given["member"],
                theme_id=given["theme"],
                level=Level(given["level"]),
                words=self.words(given["context"]),
            ).pk
        except ValidationError as refusal:
            self.refuse(refusal)
            return None


class AnswerForm(WordsForm):
    """What is answered."""

    def answer(self, *, by: Actor, number: int) -> bool:
        """Answer; False with the refusal in the form."""
        if not self.is_valid():
            return False
        member = self.cleaned_data["member"]
        try:
            answer_peer(by=by, number=number, member_id=member, words=self.words())
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True
