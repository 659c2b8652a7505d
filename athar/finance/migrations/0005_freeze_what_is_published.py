"""Freeze the money of plans that are published already, as it stands, with their first version."""

from collections import defaultdict

from django.db import migrations


def freeze(apps, schema_editor):
    versions = apps.get_model("plans", "PlanVersion").objects.filter(number=1)
    for version in versions:
        _freeze_funding(apps, version)
        _freeze_agreements(apps, version)


def _freeze_funding(apps, version):
    lines = defaultdict(list)
    rows = apps.get_model("finance", "FundingLine").objects.filter(
        commitment__plan=version.plan_id
    )
    for row in rows.select_related("funder", "agreement").order_by("pk"):
        lines[row.commitment_id].append(
            {
                "funder": row.funder.code if row.funder else None,
                "year": row.year,
                "agreement": row.agreement.number if row.agreement else None,
                "amount": str(row.amount),
                "origin": row.origin,
            }
        )
    snapshots = apps.get_model("finance", "FundingSnapshot").objects
    snapshots.bulk_create(
        snapshots.model(version=version, commitment_id=key, lines=found)
        for key, found in lines.items()
    )


def _signed(row):
    return {
        "session_on": row.session_on.isoformat() if row.session_on else None,
        "title": dict(row.title),
    }


def _freeze_agreements(apps, version):
    get = apps.get_model
    shares = defaultdict(dict)
    for row in (
        get("finance", "AgreementShare")
        .objects.filter(agreement__plan=version.plan_id)
        .select_related("organisation")
        .order_by("pk")
    ):
        amount = None if row.amount is None else str(row.amount)
        shares[row.agreement_id, row.amendment_id][row.organisation.code] = [amount, row.origin]
    snapshots = get("finance", "AgreementSnapshot").objects
    for row in get("finance", "Agreement").objects.filter(plan=version.plan_id).order_by("pk"):
        links = get("finance", "AgreementCommitment").objects.filter(agreement=row)
        amendments = get("finance", "AgreementAmendment").objects.filter(agreement=row)
        content = {
            "key": row.pk,
            "number": row.number,
            **_signed(row),
            "commitments": sorted(links.values_list("commitment__code", flat=True)),
            "shares": shares[row.pk, None],
            "amendments": [
                {"number": one.number, **_signed(one), "shares": shares[row.pk, one.pk]}
                for one in amendments.order_by("number")
            ],
        }
        snapshots.create(version=version, number=row.number, content=content)


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0004_frozen_states"),
        ("plans", "0003_freeze_what_is_published"),
    ]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=True)]
