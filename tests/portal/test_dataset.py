"""The page of the data of a plan, its twin, its files, its archive."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from athar.opendata.files import FILES
from athar.plans.actions import put_plan
from athar.plans.models import Commitment
from athar.trail.queries import last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db
CODE = "PDR-NORD-2022-2027"
DATA = f"/plans/{CODE}/data"
ENDINGS = ("", ".json", ".zip", ".bib", "/datapackage.json", "/nodes.csv", "/nodes.xlsx")


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_page_lists_every_file_and_explains_every_column(plan, whole, lang):
    page = whole(f"/{lang}{DATA}")

    for one in FILES:
        assert f'href="/{lang}{DATA}/{one.name}.csv" download' in page, one.name
        assert f'href="/{lang}{DATA}/{one.name}.xlsx" download' in page, one.name
        assert all(f'dir="ltr">{column.name}</bdi>' in page for column in one.columns), one.name


def test_checksums_of_the_page_are_those_of_the_bytes_served(plan, whole, client):
    sums = re.findall(r"\b([0-9a-f]{64})  (\w+\.csv)$", whole(f"/ar{DATA}"), re.MULTILINE)

    served = {name: client.get(f"/ar{DATA}/{name}").content for _sum, name in sums}

    assert len(sums) == len(FILES)
    assert [(hashlib.sha256(served[name]).hexdigest(), name) for _sum, name in sums] == sums


def test_twin_descriptor_and_archive_agree_with_the_files(plan, client):
    twin = client.get(f"/fr{DATA}.json").json()
    descriptor = client.get(f"/fr{DATA}/datapackage.json").json()
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/fr{DATA}.zip").content))

    assert packed.namelist() == ["datapackage.json", *(f"{one.name}.csv" for one in FILES)]
    assert json.loads(packed.read("datapackage.json")) == descriptor
    for one, resource in zip(twin["files"], descriptor["resources"], strict=True):
        content = client.get(one["csv"]).content
        assert packed.read(resource["path"]) == content
        assert (one["bytes"], f"sha256:{one['sha256']}", one["rows"]) == (
            resource["bytes"],
            resource["hash"],
            resource["rows"],
        )
        assert len(list(csv.reader(io.StringIO(content.decode(), newline="")))) == one["rows"] + 1


def test_files_are_the_same_in_every_language_and_their_workbooks_are_not(plan, client):
    texts = {client.get(f"/{lang}{DATA}/nodes.csv").content for lang in ("ar", "fr")}
    sheets = [
        openpyxl.load_workbook(io.BytesIO(client.get(f"/{lang}{DATA}/nodes.xlsx").content))
        for lang in ("ar", "fr")
    ]

    assert len(texts) == 1
    assert [book.worksheets[0]["A1"].value for book in sheets] == ["الرمز", "Code"]


def test_every_file_opens_as_a_workbook(plan, client):
    for one in FILES:
        answer = client.get(f"/ar{DATA}/{one.name}.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert [cell.value for cell in book.worksheets[0][2]] == [
            column.name for column in one.columns
        ]


def test_permanent_address_leads_to_the_page(plan, client):
    answer = client.get(f"/id/dataset/{CODE}", headers={"Accept-Language": "ar"})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/ar{DATA}")


def test_reference_is_of_data(plan, client):
    text = client.get(f"/en{DATA}.bib").text

    assert text.startswith(f"@dataset{{athar-dataset-{CODE},")
    assert f"url = {{http://testserver/id/dataset/{CODE}}}" in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_data_of_a_draft_do_not_exist(draft_plan, client, ending):
    assert client.get(f"/fr{DATA}{ending}").status_code == 404


@pytest.mark.parametrize("address", [f"/id/dataset/{CODE}", "/id/dataset/NOPE"])
def test_permanent_address_of_a_draft_does_not_exist(draft_plan, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_file_that_is_not_there_is_not_found(plan, client, ending):
    assert client.get(f"/fr{DATA}/secrets.{ending}").status_code == 404


def test_page_takes_few_queries_whatever_the_plan_holds(plan, client, django_assert_num_queries):
    with django_assert_num_queries(21):
        client.get(f"/fr{DATA}")


def test_text_that_would_run_does_not(plan, client):
    Commitment.objects.filter(code="PDR-004").update(title={"fr": "=1+1"})

    text = client.get(f"/fr{DATA}/commitments.csv").text

    assert ",'=1+1," in text


def test_plan_and_its_commitments_lead_to_the_data(plan, whole):
    for rest in ("", "/commitments/PDR-001"):
        assert f'href="/fr{DATA}"' in whole(f"/fr/plans/{CODE}{rest}")


def test_catalogue_lists_the_data_of_every_published_plan(plan, client, django_assert_num_queries):
    put_plan(by=None, draft=replace(cast.PLAN, code="DRAFT"))

    with django_assert_num_queries(2):
        answer = client.get("/catalog.jsonld")

    found = answer.json()
    (one,) = found["dcat:dataset"]
    assert (answer.headers["Content-Type"], found["@id"]) == (
        "application/ld+json",
        "http://testserver/catalog.jsonld",
    )
    assert (one["@id"], one["dct:identifier"], one["dcat:version"]) == (
        f"http://testserver/id/dataset/{CODE}",
        CODE,
        str(last_publication_number()),
    )
    assert one["dct:title"][1] == {
        "@value": "Programme de développement régional du Nord 2022-2027",
        "@language": "fr",
    }
    for part in one["dcat:distribution"]:
        assert client.get(part["dcat:downloadURL"]["@id"]).status_code == 200


def test_catalogue_of_nothing_names_the_host(draft_plan, client):
    found = client.get("/catalog.jsonld").json()

    assert (found["dcat:dataset"], found["dct:title"]) == ([], [{"@value": "Athar"}])
