"""What the tests of imports share: a file given at the desk, and the worker that reads it."""

from __future__ import annotations

import html as markup
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from athar.intake.enums import UploadKind
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from tests.cast import SmallPlan
from tests.intake.small import DAM, ROAD, plan_csv

DEARER_DAM = {**DAM, "code": "PDR-001", "amount": "99"}
BAD_DAM = {**DEARER_DAM, "physical": "130"}
PIPE = {**ROAD, "code": "PDR-002", "title": "Conduite d'eau"}


def work() -> None:
    """Do the jobs that wait, as the worker does."""
    for result in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        result.task.call(*result.args_kwargs["args"])
        result.delete()


def answers(small: SmallPlan | None, file: GivenFile | None, **more: str) -> dict[str, object]:
    """Give what the form sends."""
    plan = str(small.id) if small else ""
    sent: dict[str, object] = {"kind": UploadKind.PLAN.value, "plan": plan}
    sent |= more
    if file is not None:
        sent["file"] = SimpleUploadedFile(file.name, file.content)
    return sent


def give(client: Client, plan: SmallPlan, *rows: dict[str, str], **more: str) -> Upload:
    """Give a small plan at the desk and let it be read."""
    before = set(Upload.objects.values_list("pk", flat=True))
    client.post("/desk/imports/", answers(plan, plan_csv(*rows), **more))
    work()
    return Upload.objects.exclude(pk__in=before).get()


def act(client: Client, upload: Upload, step: str = "", **sent: str) -> object:
    """Send a form of a step, as its page was read last."""
    sent.setdefault("row_version", str(Upload.objects.get(pk=upload.pk).row_version))
    return client.post(f"/desk/imports/{upload.pk}/{step}?lang=en", sent)


def shown(client: Client, upload: Upload, step: str = "", **query: str) -> str:
    """Give the page of a step in English."""
    return client.get(f"/desk/imports/{upload.pk}/{step}", {"lang": "en", **query}).text


def words(html: str) -> str:
    """Give the words of a page without its markup."""
    main = re.sub(r"^.*?<main[^>]*>|</main>.*$", "", html, flags=re.DOTALL)
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", main)).split())
