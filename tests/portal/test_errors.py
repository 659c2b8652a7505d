"""A fault of ours is said in words too, even when the database does not answer."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def _refuse(execute, sql, params, many, context):
    raise OperationalError("the database is gone")


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_fault_is_said_without_a_database(client, lang):
    client.raise_request_exception = False

    with connection.execute_wrapper(_refuse):
        answer = client.get(f"/{lang}/")

    assert answer.status_code == 500
    assert f'<html lang="{lang}"' in answer.text
    assert "database is gone" not in answer.text
    assert f'href="/{lang}/"' in answer.text
