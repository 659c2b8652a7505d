"""The macros write what the pages promise: status in three ways, unknown hatched, text in its language."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from markupsafe import Markup

from athar.kernel.text import Translated
from athar.ui.site import Alternate, Link, Page, Site
from athar.ui.templating import load_templates

TEMPLATES = Path(__file__).parents[2] / "athar" / "ui" / "jinja2"


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def test_status_is_shape_and_word(draw):
    html = draw("{{ status.computed('at_risk') }}")

    assert html == '<span class="st s-risk">At risk</span>'


def test_status_unknown_is_hatched_no_data(draw):
    html = draw("{{ status.computed(none, pill=true) }}")

    assert html == '<span class="st s-none pill">No data</span>'


def test_status_declared_complete_without_validation_is_not_the_diamond(draw):
    html = draw("{{ status.declared('completed', is_validated=false) }}")

    assert html == '<span class="st s-said">Declared complete</span>'


def test_status_move_says_then_to_those_who_cannot_see_the_arrow(draw):
    html = draw("{{ status.move(statuses.computed('on_track'), statuses.computed('off_track')) }}")

    assert re.sub(r"<[^>]+>", " ", html).split() == ["On", "track", "then", "Off", "track"]


def test_three_without_assessment_has_two_parts(draw):
    html = draw(
        "{{ status.three((statuses.declared('delayed'), ''), (statuses.computed('at_risk'), '')) }}"
    )

    assert re.findall(r'class="(by-\w|three[^"]*)"', html) == ["three three-2", "by-d", "by-c"]


def test_progress_unknown_is_hatched_over_the_whole_width(draw):
    html = draw("{{ bar.progress(none) }}")

    assert html == (
        '<svg class="bar" aria-hidden="true">'
        '<rect fill="url(#hatch)" x="0.00%" width="100.00%" height="100%"/></svg>'
    )


@pytest.mark.parametrize(
    ("value", "width"), [(0, "0.00%"), (-162, "0.00%"), (63, "63.00%"), (140, "100.00%")]
)
def test_progress_stays_inside_the_bar(draw, value, width):
    html = draw("{{ bar.progress(value) }}", value=value)

    assert re.findall(r'class="b-1" x="0.00%" width="([^"]+)"', html) == [width]


def test_stacked_cuts_what_exceeds_and_hatches_the_unknown(draw):
    html = draw("{{ bar.stacked([('b-1', 80), ('unknown', 15), ('b-2', 30), ('b-3', none)]) }}")

    assert re.findall(r'<rect (\S+) x="([^"]+)" width="([^"]+)"', html) == [
        ('class="b-1"', "0.00%", "80.00%"),
        ('fill="url(#hatch)"', "80.00%", "15.00%"),
        ('class="b-2"', "95.00%", "5.00%"),
        ('class="b-3"', "100.00%", "0.00%"),
    ]


def test_number_is_isolated_once_whether_words_or_markup(draw):
    html = draw("{{ figure.num('9,56') }}{{ figure.num(value|percent) }}", lang="fr", value=63)

    assert re.findall(r"<bdi.*?</bdi>", html) == [
        '<bdi dir="ltr">9,56</bdi>',
        '<bdi dir="ltr">63\u202f%</bdi>',
    ]


def test_figure_without_number_prints_words_and_no_zero(draw):
    html = draw("{{ figure.num(none) }}")

    assert html == '<p class="num"><span class="st s-none">No data</span></p>'


def test_value_tells_zero_from_the_kinds_of_no_number(draw):
    html = draw(
        "{{ marks.value('0') }}|{% for kind in statuses.NO_NUMBER %}{{ marks.value(none, kind) }}|{% endfor %}"
    )

    assert re.findall(r">([^<>|]+)<", html) == [
        "0",
        "not due yet",
        "not reported",
        "not applicable",
        "withheld to protect people",
        "too many values",
    ]


def test_wording_in_the_language_of_the_page_is_bare(draw):
    html = draw("{{ title|wording }}", lang="fr", title=Translated(fr="L’eau", ar="الماء"))

    assert html == "L’eau"


def test_wording_that_falls_back_carries_language_direction_and_mark(draw):
    html = draw("{{ title|wording(mark=true) }}", title=Translated(ar="الماء"))

    assert html == (
        '<span class="fallback" lang="ar" dir="rtl">الماء</span><small class="tag" lang="ar" dir="rtl">العربية</small>'
    )


def test_wording_escapes_words_and_leaves_markup(draw):
    html = draw(
        "{{ words|wording }} {{ markup|wording }} {{ none|wording }}",
        words="<b>",
        markup=Markup("<i>"),
    )

    assert html == "&lt;b&gt; <i>"


def test_field_in_error_names_its_help_and_its_error(draw):
    html = draw(
        "{{ form.text('physical', 'physical', 'Progress', help='Last: 68', error='Up to 100') }}"
    )

    described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()

    assert described == re.findall(r'<p class="\w+" id="([^"]+)"', html)
    assert 'aria-invalid="true"' in html


def test_select_keeps_the_choice(draw):
    html = draw(
        "{{ form.select('p', 'place', 'Place', [(1, 'Tétouan'), (2, 'Ouezzane')], value='2', empty='All') }}"
    )

    assert re.findall(r'<option value="([^"]*)"( selected)?>', html) == [
        ("", ""),
        ("1", ""),
        ("2", " selected"),
    ]


def test_table_that_stacks_keeps_its_meaning(draw):
    html = draw(
        "{{ table.table('Money', [('Funder', false), ('Paid', true)], [('Region', '3')]) }}"
    )

    assert re.findall(r'role="(\w+)"', html) == [
        "region",
        "table",
        "rowgroup",
        "row",
        "columnheader",
        "columnheader",
        "rowgroup",
        "row",
        "rowheader",
        "cell",
    ]


@pytest.fixture
def frame(env):
    def render(lang="ar", **of_site):
        site = Site(
            host_name="TTA", home_url=f"/{lang}/", nav=(Link("Plan", "/p", "plan"),), **of_site
        )
        page = Page(
            title=Translated(ar="البرنامج", fr="Le plan"),
            lang=lang,
            section="plan",
            alternates=tuple(Alternate(code, f"/{code}/") for code in site.languages),
        )
        with translation.override(lang):
            return env.get_template("ui/page.html").render(site=site, page=page)

    return render


PERIODS = [("2014", "/m?period=2014", False), ("2019", "/m?period=2019", True)]


def test_periods_are_links_with_the_current_one_and_its_neighbour(draw):
    html = draw("{{ navigation.periods(links, 'Year') }}", links=[*PERIODS, ("2024", "/m", False)])

    assert re.findall(r'<a href="([^"]+)"( aria-current="true")?>', html) == [
        ("/m?period=2014", ""),
        ("/m?period=2019", ' aria-current="true"'),
        ("/m", ""),
    ]
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', html) == [
        ("prev", "/m?period=2014"),
        ("next", "/m"),
    ]
    assert 'Previous: <bdi dir="ltr">2014</bdi>' in html


@pytest.mark.parametrize(
    ("links", "ways"), [(PERIODS, ["prev"]), (PERIODS[1:], []), (PERIODS[:1], [])]
)
def test_periods_end_where_time_does(draw, links, ways):
    html = draw("{{ navigation.periods(links, 'Year') }}", links=links)

    assert re.findall(r'rel="(\w+)"', html) == ways
    assert html.count('<span class="near-by">') == 2 - len(ways)


def test_classes_of_a_map_say_how_many_places_are_in_each(draw):
    html = draw("{{ chart.classes([('k1', 'under 20', 3), ('s-none', 'no data', 0)]) }}")

    assert html == (
        '<p class="keys"><span class="key k1"><span>under 20 <span class="nw">(<bdi dir="ltr">3</bdi>)'
        '</span></span></span><span class="key s-none"><span>no data <span class="nw">('
        '<bdi dir="ltr">0</bdi>)</span></span></span></p>'
    )


def test_a_chart_has_its_question_its_twin_and_its_source(draw):
    html = draw(
        "{{ chart.chart('How many?', '', note='per cent', looks=[statuses.CLAIMS.declared], columns=[('Year', false)], rows=[('2024',)], source='Census', downloads=[('CSV', '/c.csv')]) }}",
    )

    assert re.sub(r"<details>.*</details>", "<details/>", html) == (
        '<figure class="stack"><div><h3>How many?</h3><p class="small mute">per cent</p></div>'
        '<p class="keys"><span class="st s-declared">Declared</span></p><details/>'
        '<p class="src"><span>Census</span><a href="/c.csv"><bdi>CSV</bdi></a></p></figure>'
    )


def test_a_run_ends_on_its_value_and_says_it(draw):
    assert draw("{{ chart.run('', '27 %', 'of households') }}") == (
        '<span class="run"><b><bdi dir="ltr">27 %</bdi></b><span class="vh"> of households</span></span>'
    )


def test_small_charts_of_nothing_known_say_so(draw):
    html = draw("{{ chart.many([('Water', '%', '')]) }}")

    assert html == (
        '<ul class="many"><li><h4>Water</h4><p>%</p>'
        '<p><span class="st s-none">No data</span></p></li></ul>'
    )


def test_page_declares_language_direction_and_its_other_languages(frame):
    html = frame()

    assert re.search(r'<html lang="(\w+)" dir="(\w+)">', html).groups() == ("ar", "rtl")
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', html) == ["ar", "fr", "en"]
    assert re.findall(r'<a href="/(\w+)/" lang="\w+" dir="(\w+)"', html) == [
        ("fr", "ltr"),
        ("en", "ltr"),
    ]


def test_page_marks_where_one_is(frame):
    html = frame(lang="fr")

    assert re.findall(r'<a href="([^"]+)" aria-current="page">', html) == ["/p"]


def test_page_has_no_banner_when_the_clock_runs(frame):
    assert 'class="banner"' not in frame()


def test_page_says_that_the_clock_stands_still_and_what_is_sample(frame):
    html = frame(lang="fr", today=date(2025, 10, 15), is_sample=True)

    banner = re.search(r'<aside class="banner".*?</aside>', html, re.DOTALL).group(0)

    assert len(re.findall(r"<p>", banner)) == 2
    assert "2025" in banner


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_template_is_short_and_has_nothing_inline(template):
    text = template.read_text()

    assert len(text.splitlines()) <= 130
    assert re.findall(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text) == []


@pytest.mark.parametrize(
    "template", sorted((TEMPLATES / "ui").glob("*.html")), ids=lambda path: path.stem
)
def test_reference_names_every_macro_with_its_arguments(template):
    reference = (TEMPLATES.parents[2] / "docs" / "reference" / "components.md").read_text()

    macros = re.findall(r"\{% macro ([a-z]\w*\(.*?\)) %\}", template.read_text())

    assert [macro for macro in macros if f"`{macro}`" not in reference] == []


def test_every_template_can_be_loaded_before_the_first_visitor():
    assert load_templates() == len(engines["jinja2"].env.list_templates()) > 100
