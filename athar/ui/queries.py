"""What pages rest on, and how often it moved."""

from __future__ import annotations

from django.db.models import Sum

from athar.ui.models import PageMove


def page_moves() -> dict[str, int]:
    """Give how often each key moved, of what is committed. Queries: 1."""
    return dict(PageMove.objects.values_list("key").annotate(Sum("times")).order_by())
