"""Which agreements the public sees."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from athar.finance.models import Agreement, AgreementCommitment, AgreementSnapshot


def published_agreements() -> QuerySet[Agreement]:
    """Give the agreements of published plans that the public sees, for a query that reads more.

    Shape: those that a version of their plan holds, and those that finance a commitment that one
    holds; what was only put beside a published plan is not public yet.
    Queries: 0.
    """
    held = AgreementSnapshot.objects.filter(
        version__plan=OuterRef("plan"), number=OuterRef("number"), content__isnull=False
    )
    financing = AgreementCommitment.objects.filter(
        agreement=OuterRef("pk"), commitment__first_version__isnull=False
    )
    return Agreement.objects.filter(Exists(held) | Exists(financing), plan__current_version__gt=0)
