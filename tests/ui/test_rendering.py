"""What is done for every piece of a page gives what Jinja2 gives."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup, escape

from athar.ui.rendering import shown
from athar.ui.templating import environment


class Own(str):
    __slots__ = ()


@given(st.one_of(st.text(), st.text().map(Markup), st.text().map(Own), st.integers(), st.none()))
def test_what_is_shown_is_what_escape_gives(value):
    assert str(shown(value)) == str(escape(value))


def test_words_that_come_late_are_escaped():
    assert str(shown(gettext_lazy("A & B"))) == "A &amp; B"


@pytest.fixture
def drawn():
    def draw(name, lang="en", **context):
        pages = {
            "page.html": "{{ given }}|{% set part %}<b>{{ given }}</b>{% endset %}{{ part }}",
            "mail.txt": "{{ given }}|{{ _('%(who)s & co', who=given) }}|{{ _('Places') }}",
            "said.html": "{{ _('%(who)s & co', who=given) }}|{{ _('Places') }}|{{ gettext('50%%') }}",
            "asked.html": "{% autoescape asked %}{{ given }}{% endautoescape %}",
            "macros.html": "{% macro row(given) %}<td>{{ given }}</td>{% endmacro %}",
            "table.html": "{% import 'macros.html' as macros %}{{ macros.row(given) }}",
        }
        with translation.override(lang):
            return environment(loader=DictLoader(pages)).get_template(name).render(**context)

    return draw


def test_a_page_escapes_each_piece_once(drawn):
    assert drawn("page.html", given="<i>") == "&lt;i&gt;|<b>&lt;i&gt;</b>"
    assert drawn("page.html", given=Markup("<i>")) == "<i>|<b><i></b>"
    assert drawn("table.html", given="<i>") == "<td>&lt;i&gt;</td>"


def test_a_mail_escapes_nothing(drawn):
    assert drawn("mail.txt", given="<i>") == "<i>|<i> & co|Places"


def test_what_a_message_names_is_escaped_and_the_message_is_not(drawn):
    assert drawn("said.html", given="<i>") == "&lt;i&gt; & co|Places|50%"


def test_a_message_is_said_in_the_language_of_the_page(drawn):
    said = [drawn("said.html", lang, given="").split("|")[1] for lang in ("ar", "en", "fr", "ar")]

    assert said == ["الأماكن", "Places", "Lieux", "الأماكن"]


@pytest.mark.parametrize(("asked", "found"), [(True, "&lt;i&gt;"), (False, "<i>")])
def test_escaping_may_be_decided_when_a_page_is_drawn(drawn, asked, found):
    assert drawn("asked.html", given="<i>", asked=asked) == found
