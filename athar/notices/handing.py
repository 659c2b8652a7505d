"""Handing a mail to the mail server, and telling what is known of it when that fails."""

from __future__ import annotations

import smtplib
from contextlib import suppress

from django.core.mail import EmailMessage, get_connection

REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
"""What the server answers when it does not take a mail."""


class OutcomeUnknown(Exception):  # noqa: N818 - named for what is known
    """The line broke while a mail was handed over: whether the server took it cannot be known."""


def hand_over(letter: EmailMessage) -> None:
    """Hand a mail to the server.

    Errors: OutcomeUnknown, after which it must not be handed over again; what else is raised says
    that the server was not reached or did not take it. A line that breaks when all was said is no
    error: the server has the mail.
    """
    connection = get_connection()
    connection.open()
    letter.connection = connection
    try:
        letter.send()
    except REFUSED:
        raise
    except Exception as error:
        raise OutcomeUnknown(type(error).__name__) from error
    finally:
        with suppress(Exception):
            connection.close()
