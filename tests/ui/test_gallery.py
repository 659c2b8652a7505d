"""The gallery shows every component in both directions."""

import re

import pytest
from django.test import Client

from athar.ui.specimens import SPECIMENS, WORDS


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.mark.parametrize("path", ["/ui/", "/ui/fr/", "/ui/ar/"])
def test_gallery_draws_every_specimen_twice(path):
    html = Client().get(path).content.decode()

    assert len(
        re.findall(r'<div lang="(?:fr|ar)" dir="(?:ltr|rtl)" class="stack">', html)
    ) == 2 * len(SPECIMENS)


def test_gallery_repeats_no_id():
    ids = re.findall(r'\sid="([^"]+)"', Client().get("/ui/").content.decode())

    assert len(ids) == len(set(ids))


def test_sheet_is_a_page_of_its_own():
    html = Client().get("/ui/ar/sheet/").content.decode()

    assert len(re.findall(r"data-panel", html)) == 1


def test_gallery_in_an_unknown_language_is_not_found(db):
    assert Client().get("/ui/tlh/").status_code == 404


def test_specimens_say_the_same_in_both_languages():
    assert WORDS["ar"].keys() == WORDS["fr"].keys()
