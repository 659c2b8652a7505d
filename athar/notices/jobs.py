"""What the worker does minute by minute so that everybody is told: queue, send, forget."""

from __future__ import annotations

from athar.notices.actions import forget_mails, queue_digests, send_digests


def tell_people() -> int:
    """Put digests into the queue, let those leave whose moment has come, forget old ones."""
    queue_digests()
    forget_mails()
    return send_digests()
