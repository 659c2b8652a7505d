"""The mail of an invitation, in the language of who reads it; sent once however often it runs."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from athar.desk.account import scopes_in_words
from athar.kernel import clock
from athar.people.models import Invitation
from athar.people.queries import link_key
from athar.trail.models import Event


@task
def mail_invitation(event_id: int) -> None:
    """Send the link of an invitation, unless it was sent, or a later link is on its way."""
    event = Event.objects.get(pk=event_id)
    key, turn = int(event.subject.removeprefix("invitation:")), event.source["turn"]
    waiting = Invitation.objects.filter(
        pk=key, turn=turn, mailed_at=None, accepted_at=None, withdrawn_at=None
    )
    with transaction.atomic():
        # marked first, taken back when sending fails: two workers never both send
        if waiting.update(mailed_at=clock.now()):
            _send(Invitation.objects.get(pk=key), event.source["base_url"])


def _send(row: Invitation, base_url: str) -> None:
    path = reverse("invitation", kwargs={"key": link_key(row.pk, row.turn)})
    with translation.override(row.language):
        context = {
            "invitation": row,
            "scope": scopes_in_words((row.scope,))[row.scope],
            "address": f"{base_url.rstrip('/')}{path}?lang={row.language}",
        }
        body = render_to_string("desk/team/invitation.txt", context)
        EmailMessage(_("You are invited to Athar"), body, to=[row.email]).send()
