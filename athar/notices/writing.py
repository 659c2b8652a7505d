"""The mail of a digest: plain text and HTML, in the language and direction of who reads it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athar.kernel.numbers import format_number
from athar.kernel.periods import format_date
from athar.kernel.text import Translated, direction
from athar.network.enums.process import REQUIREMENTS
from athar.notices.enums import Topic
from athar.notices.queries import Digest, Line, Section
from athar.people.models import Account


def write_mail(account: Account, digest: Digest) -> EmailMultiAlternatives:
    """Write the digest of a person.

    Shape: the same message of a person and a day has the same Message-ID, so that a server that
    gets it twice can tell.
    """
    lang = account.language if account.language in settings.OFFERED_LANGUAGES else ""
    lang = lang or settings.OFFERED_LANGUAGES[0]
    with translation.override(lang):
        context = {
            "lang": lang,
            "dir": direction(lang),
            "day": format_date(digest.day, lang=lang),
            "sections": [_section(one, digest, lang) for one in digest.sections],
            "desk": _address("desk:work", lang),
            "choices": _address("desk:notices", lang),
        }
        mail = EmailMultiAlternatives(
            _subject(digest.count, lang),
            render_to_string("notices/digest.txt", context),
            to=[account.email],
            headers={
                "Message-ID": f"<athar-{account.pk}-{digest.day:%Y%m%d}@{_domain()}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": lang,
            },
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
        return mail


def _subject(count: int, lang: str) -> str:
    words = ngettext(
        "Athar: %(number)s thing waits for you", "Athar: %(number)s things wait for you", count
    )
    return words % {"number": format_number(count, lang=lang)}


def _section(section: Section, digest: Digest, lang: str) -> dict[str, object]:
    left = section.count - len(section.lines)
    more = ngettext("and %(number)s more", "and %(number)s more", left)
    return {
        "title": section.topic.label,
        "lines": [_line(one, section.topic, digest, lang) for one in section.lines],
        "more": more % {"number": format_number(left, lang=lang)} if left else "",
    }


def _line(line: Line, topic: Topic, digest: Digest, lang: str) -> dict[str, object]:
    title = line.title or Translated()
    if line.role is not None:
        title = Translated({lang: str(line.role.label)})
    elif line.requirement:
        title = Translated({lang: str(REQUIREMENTS[line.requirement])})
    elif line.by:
        title = Translated({lang: line.by})
    return {
        "code": line.code,
        "title": title,
        "body": line.body,
        "note": _note(line, topic, digest, lang),
    }


def _note(line: Line, topic: Topic, digest: Digest, lang: str) -> str:
    if line.due_on is None:
        return ""
    day = format_date(line.due_on, lang=lang)
    if topic is Topic.LENT:
        return _("Lent by %(who)s until %(day)s") % {"who": line.by, "day": day}
    if topic is Topic.ERASURES:
        return _("To be answered by %(day)s") % {"day": day}
    late = (digest.day - line.due_on).days
    if late <= 0 or topic is Topic.TO_VALIDATE:
        return _("Due on %(day)s") % {"day": day}
    words = ngettext(
        "%(number)s day late, due on %(day)s", "%(number)s days late, due on %(day)s", late
    )
    return words % {"number": format_number(late, lang=lang), "day": day}


def _address(name: str, lang: str) -> str:
    """Give the whole address of a page, nothing where the installation does not know its own."""
    return f"{settings.BASE_URL}{reverse(name)}?lang={lang}" if settings.BASE_URL else ""


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
