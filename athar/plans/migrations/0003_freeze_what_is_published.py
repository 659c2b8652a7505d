"""Freeze the plans that are published already, as they stand: nothing earlier was kept of them."""

from django.db import migrations

SAME = ("code", "currency", "reporting_months", "default_language", "is_sample")
TEXTS = ("title", "short_title", "summary")
DAYS = ("start_on", "end_on", "adopted_on")
VOTES = ("votes_for", "votes_against", "votes_abstained")


def _day(value):
    return value.isoformat() if value else None


def _identity(row):
    return {
        **{name: getattr(row, name) for name in SAME},
        **{name: dict(getattr(row, name)) for name in TEXTS},
        **{name: _day(getattr(row, name)) for name in DAYS},
        "kind": row.kind,
        "weight_rule": row.weight_rule,
        "owner": row.owner.code,
        "place": f"{row.place.scheme}:{row.place.code}" if row.place else None,
        "votes": None if row.votes_for is None else [getattr(row, name) for name in VOTES],
        "announced_amount": None if row.announced_amount is None else str(row.announced_amount),
        "levels": list(row.levels),
        "sources": list(row.sources),
    }


def _node(row):
    return {
        "code": row.code,
        "level": row.level,
        "parent": row.parent.code if row.parent else None,
        "title": dict(row.title),
        "position": row.position,
    }


def freeze(apps, schema_editor):
    plans, nodes, versions = (
        apps.get_model("plans", name) for name in ("Plan", "Node", "PlanVersion")
    )
    commitments = apps.get_model("plans", "Commitment")
    for plan in plans.objects.filter(current_version__gt=0).select_related("owner", "place"):
        tree = nodes.objects.filter(plan=plan).select_related("parent").order_by("level", "pk")
        order = commitments.objects.filter(plan=plan).order_by("position", "pk")
        versions.objects.filter(plan=plan).update(
            content={
                "plan": _identity(plan),
                "nodes": [_node(row) for row in tree],
                "order": list(order.values_list("pk", flat=True)),
            }
        )
    for one in apps.get_model("plans", "CommitmentSnapshot").objects.select_related("commitment"):
        one.beside = {"origin": one.commitment.origin, "milestones": _steps(apps, one)}
        one.save(update_fields=["beside"])


def _steps(apps, snapshot):
    rows = apps.get_model("plans", "Milestone").objects.filter(commitment=snapshot.commitment_id)
    return [
        {
            "id": row.pk,
            "title": dict(row.title),
            "first_planned_on": _day(row.first_planned_on),
            "planned_on": _day(row.planned_on),
            "done_on": _day(row.done_on),
            "requires_evidence": row.requires_evidence,
        }
        for row in rows.order_by("position", "pk")
    ]


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_frozen_states")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=True)]
