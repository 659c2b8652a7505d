"""Each thread of a web server speaks its own language, as Django's own way has it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from athar.config.speaking import speak_by_thread


@pytest.fixture(autouse=True)
def _by_thread(monkeypatch):
    """Speak by thread until the test ends."""
    monkeypatch.setattr(trans_real, "_active", trans_real._active)
    speak_by_thread()


def test_threads_speak_their_own_languages_at_once():
    both = threading.Barrier(2, timeout=60)

    def spoken(language):
        with translation.override(language):
            both.wait()
            said = translation.get_language(), str(translation.gettext("Places"))
            both.wait()
        return said

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(spoken, ("ar", "fr")))

    assert found == [("ar", "الأماكن"), ("fr", "Lieux")]


def test_what_was_spoken_before_is_spoken_again():
    said = [translation.get_language()]
    with translation.override("ar"):
        with translation.override(None):
            said.append(translation.get_language())
        said.append(translation.get_language())
    said.append(translation.get_language())

    assert said == [said[0], None, "ar", said[0]]


def test_a_thread_that_was_told_nothing_speaks_the_first_language(settings):
    settings.LANGUAGE_CODE = "fr"

    with ThreadPoolExecutor(1) as threads:
        said = threads.submit(translation.get_language).result()

    assert said == "fr"
