"""What the worker does minute by minute so that everybody is told: queue and send."""

from __future__ import annotations

from athar.notices.actions import queue_digests, send_digests


def tell_people() -> int:
    """Put digests into the queue, and let those leave whose moment has come."""
    queue_digests()
    return send_digests()
