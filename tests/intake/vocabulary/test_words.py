"""Words that nobody understood: asked about once, settled by a person, known in the next file."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from athar.intake.actions import import_plan
from athar.intake.enums import AliasKind
from athar.intake.keeping import of_plan
from athar.intake.memory.mapping import Word
from athar.intake.models import Alias
from athar.intake.names.aliases import confirm_words, known_aliases
from athar.intake.options import GivenFile
from athar.intake.vocabulary.keys import normalise
from athar.kernel import clock
from athar.people.models import Organisation
from athar.plans.models import CommitmentPlace
from athar.reference.models import Place, PlaceAlias
from athar.reference.naming import place_key
from athar.reporting.models import Report
from athar.trail.models import Event
from tests.intake import agreements_small, returns_small
from tests.intake.small import DAM, ROAD, SCHOOL, options, plan_csv

FAHS = {**ROAD, "place": "Anjra la Neuve"}
ARABIC_FAHS = {**DAM, "place": "إقليم الفحص الجديد"}


def settled(*words):
    """A description that settles words and no column: kind, text, meaning."""
    said = [{"kind": kind, "written": text, "means": means} for kind, text, means in words]
    return json.dumps({"format": "athar-mapping-1", "tables": [], "words": said})


def take(*rows, by=None, **chosen):
    """Import a small plan with a column of provinces."""
    file = plan_csv(*rows, place="Province")
    return import_plan(by=by, file=file, options=options(reason="Session", **chosen))


def asked(report):
    """What a report asks of words: kind, text, number of rows, suggested codes, answer."""
    return [
        (one.kind.value, one.written, one.n_rows, [code for code, _ in one.suggestions], one.means)
        for one in report.words
    ]


def place_of(code):
    """The codes of the places of a project."""
    rows = CommitmentPlace.objects.filter(commitment__code=code)
    return list(rows.values_list("place__code", flat=True))


def test_an_unknown_place_is_asked_about_once_with_what_it_may_be(places):
    report = take(FAHS, {**FAHS, "code": "PDR-A1-02", "title": "Autre"}, ARABIC_FAHS)

    assert asked(report) == [
        ("place", "Anjra la Neuve", 2, ["01.227.03.05"], ""),
        ("place", "إقليم الفحص الجديد", 1, ["01.227"], ""),
    ]
    assert json.loads(report.mapping)["words"][0]["means"] is None
    assert place_of("PDR-A1-01") == []


@pytest.mark.parametrize("row", [FAHS, ARABIC_FAHS])
def test_a_place_settled_in_one_file_is_known_in_the_next(places, row):
    first = take(row, mapping=settled(("place", row["place"].upper(), "01.227")))
    then = take(row, {**row, "code": "PDR-A9-09", "title": "Autre"})

    assert (first.problems, then.problems) == ((), ())
    assert place_of(row["code"]) == place_of("PDR-A9-09") == ["01.227"]
    assert [one[2:] for one in asked(then)] == [(2, ["01.227"], "01.227")]


def test_what_is_said_with_a_file_wins_over_what_was_confirmed_before(places):
    remember("place", "Anjra la Neuve", "01.571")

    report = take(FAHS, mapping=settled(("place", "Anjra la Neuve", "01.227")))

    assert report.problems == ()
    assert place_of("PDR-A1-01") == ["01.227"]
    assert known_aliases() == {(AliasKind.PLACE, "anjra la neuve"): "01.227"}


def test_a_text_that_names_no_place_is_asked_about_no_more(places):
    row = {**ROAD, "place": "Néant à préciser"}

    first = take(row, mapping=settled(("place", row["place"], "none")))
    then = take({**row, "physical": "50"})

    assert (first.problems, then.problems) == ((), ())
    assert place_of("PDR-A1-01") == []


def test_an_answer_never_takes_the_place_of_a_registered_name(places):
    row = {**ROAD, "place": "Tétouan"}

    take(row, mapping=settled(("place", "Tétouan", "01.227")))

    assert place_of("PDR-A1-01") == ["01.571"]
    assert known_aliases() == {}


@pytest.fixture
def two_villages(places):
    """Two communes of one region with the same name."""
    codes = ("01.151.01.01", "01.051.01.01")
    for code in codes:
        place = Place.objects.get(code=code)
        PlaceAlias.objects.create(place=place, key=place_key("Les Sources"))
    return codes


def test_a_name_of_two_places_is_settled_and_remembered(two_villages):
    row = {**ROAD, "place": "Les Sources"}
    file = plan_csv(row, place="Commune")

    before = import_plan(by=None, file=file, options=options(dry_run=True))
    said = settled(("place", "Les Sources", two_villages[0]))
    import_plan(by=None, file=file, options=options(mapping=said))
    other = plan_csv({**row, "code": "PDR-A1-02", "title": "Autre"}, place="Commune")
    then = import_plan(by=None, file=other, options=options(reason="Session"))

    assert asked(before) == [("place", "Les Sources", 1, sorted(two_villages), "")]
    assert then.problems == ()
    assert place_of("PDR-A1-02") == [two_villages[0]]


def test_what_a_name_meant_elsewhere_settles_no_choice_between_others(two_villages):
    remember("place", "Les Sources", "01.571")
    file = plan_csv({**ROAD, "place": "Les Sources"}, place="Commune")

    report = import_plan(by=None, file=file, options=options())

    assert [one.code.value for one in report.problems] == ["place_ambiguous"]
    assert place_of("PDR-A1-01") == []


def remember(kind, text, means):
    """Keep what a text means, as an earlier file would have."""
    key = normalise(text)
    Alias.objects.create(kind=kind, key=key, written=text, means=means, confirmed_at=clock.now())


@pytest.mark.parametrize(("kind", "means"), [("place", "01.999"), ("status", "finished")])
def test_an_alias_of_what_is_gone_is_ignored(places, kind, means):
    remember(kind, "Anjra la Neuve", means)
    row = {**ROAD, kind: "Anjra la Neuve"}

    report = take(row)

    assert [one.code.value for one in report.problems] == [f"unknown_{kind}"]
    assert report.words[0].means == ""


def test_a_section_named_by_an_alias_places_the_rows_below_it(places):
    remember("place", "Anjra la Neuve", "01.227")
    lines = plan_csv(ROAD).content.decode().splitlines()
    lines.insert(1, '"Anjra la Neuve"' + ";" * lines[0].count(";"))

    import_plan(by=None, file=GivenFile("plan.csv", "\n".join(lines).encode()), options=options())

    assert place_of("PDR-A1-01") == ["01.227"]


@pytest.mark.parametrize("text", ["presque fini", "أوشكت على الانتهاء"])
def test_a_status_settled_in_a_plan_is_known_in_a_return(plan, text):
    row = {**SCHOOL, "status": text}

    before = take(row, dry_run=True)
    taken = take(row, mapping=settled(("status", text, "on_track")))
    then = returns_small.take(returns_small.return_of(("PDR-001", "85 %", "", text, "", "")))

    assert asked(before) == [("status", text, 1, [], "")]
    assert (taken.problems, then.problems) == ((), ())
    assert asked(then) == [("status", text, 1, ["on_track"], "on_track")]
    report = Report.objects.get(commitment__code="PDR-001", as_of_on="2025-09-30")
    assert report.declared_status == "on_track"


def test_the_work_is_done_when_a_settled_status_says_so(db):
    done = ("PDR-A1-01", "Route", "livré et ouvert", 12, 1)
    others = [(f"PDR-A1-0{n}", f"Route {n}", "", 12, share) for n, share in ((2, 45), (3, 0.5))]
    rows = [("Code", "Intitulé du projet", "Statut", "Coût (MDH)", "Physique (%)"), done, *others]
    said = settled(("status", "Livré et ouvert", "completed"))

    file = agreements_small.workbook(rows)
    report = import_plan(by=None, file=file, options=options(mapping=said, dry_run=True))

    assert (2, "percent_taken_as_done") in [(p.row, p.code.value) for p in report.problems]


@pytest.mark.parametrize("text", ["Rég. Nord", "جهة الشمال الجديدة"])
def test_a_body_settled_in_one_file_is_known_in_the_next(db, text):
    row = {**ROAD, "funders": f"{text} : 10 ; MEE : 2,5"}

    first = take(row, mapping=settled(("body", text, "REG")))
    then = take({**row, "code": "PDR-A1-02", "title": "Autre"})

    assert [report.figures.by_funder["REG"] for report in (first, then)] == [10_000_000] * 2
    assert set(Organisation.objects.values_list("code", flat=True)) == {"REG", "MEE"}
    assert asked(then) == [
        ("body", text, 1, [code for code, _ in first.words[0].suggestions], "REG")
    ]


def agreements(heading, **chosen):
    """Import agreements in which a partner has this heading."""
    rows = agreements_small.changed(agreements_small.FRENCH, 4, 7, heading)
    return agreements_small.take(agreements_small.table(rows), **chosen)


def test_a_partner_settled_in_one_table_is_known_in_the_next(plan):
    before = agreements("Équipement routier", dry_run=True)
    taken = agreements("Équipement routier", mapping=settled(("body", "équipement routier", "MEE")))
    then = agreements("Part Équipement routier")

    assert asked(before) == [("body", "Équipement routier", 1, ["MEE"], "")]
    assert (taken.problems, then.problems) == ((), ())
    shares = [one.as_json()["in_force_by_partner"] for one in (taken, then)]
    assert shares == [{"MEE": "290500.00", "REG": "590000.00"}] * 2
    assert set(Organisation.objects.values_list("code", flat=True)) == {"REG", "MEE", "APDN"}


def test_a_new_partner_that_is_confirmed_is_registered_without_a_question(plan):
    words = settled(("body", "Fonds d'équipement", "new"))

    taken = agreements("Fonds d'équipement", mapping=words)
    then = agreements("Fonds d'équipement")

    assert (taken.problems, then.problems) == ((), ())
    assert taken.words[0].means == "new"
    assert Organisation.objects.filter(code__startswith="BODY-").count() == 1
    assert known_aliases() == {}


def test_a_body_that_does_not_exist_answers_nothing(plan):
    report = agreements("Fonds d'équipement", mapping=settled(("body", "Fonds d'équipement", "X")))

    assert [one.code.value for one in report.problems] == ["unknown_body"]
    assert report.words[0].means == "X"
    assert known_aliases() == {}


def test_a_dry_run_keeps_no_word(places):
    report = take(FAHS, dry_run=True, mapping=settled(("place", "Anjra la Neuve", "01.227")))

    assert [one[2:] for one in asked(report)] == [(1, ["01.227", "01.227.03.05"], "01.227")]
    assert known_aliases() == {}


def test_words_are_kept_with_a_file_that_changes_nothing_else(places):
    take(FAHS)
    events = Event.objects.count()

    report = take(FAHS, mapping=settled(("place", "Anjra la Neuve", "none")))

    assert (report.is_taken, report.event_ids) == (True, ())
    assert known_aliases() == {(AliasKind.PLACE, "anjra la neuve"): "none"}
    assert Event.objects.count() == events + 1


FAHS_WORD = Word(AliasKind.PLACE, "Anjra la Neuve", "01.227")


def test_a_later_answer_takes_the_place_of_the_first(plan, people):
    confirm_words(by=people.editor, belongs=of_plan(plan.id), words=[FAHS_WORD])
    confirm_words(by=None, belongs=of_plan(plan.id), words=[FAHS_WORD])
    later = Word(AliasKind.PLACE, "ANJRA-LA-NEUVE", "01.571")
    confirm_words(by=None, belongs=of_plan(plan.id), words=[later])

    alias = Alias.objects.get()
    assert (alias.means, alias.written, alias.confirmed_by) == ("01.571", "ANJRA-LA-NEUVE", None)
    events = Event.objects.filter(kind="words.confirmed").order_by("pk")
    assert [event.by for event in events] == [people.editor, None]
    assert [event.changes.get().before for event in events] == [None, {"means": "01.227"}]


@pytest.mark.parametrize("name", ["citizen", "stranger"])
def test_words_are_settled_only_by_who_imports(plan, people, name):
    with pytest.raises(PermissionDenied):
        confirm_words(by=getattr(people, name), belongs=of_plan(plan.id), words=[FAHS_WORD])

    assert known_aliases() == {}


def test_a_refused_import_teaches_nothing(plan, people):
    row = ("PDR-001", "85 %", "", "presque fini", "", "")
    said = settled(("status", "presque fini", "on_track"))

    report = returns_small.take(returns_small.return_of(row), by=people.citizen, mapping=said)

    assert [one.code.value for one in report.problems] == ["not_allowed"]
    assert known_aliases() == {}


@pytest.mark.parametrize("take_file", [agreements_small, returns_small])
def test_malformed_words_refuse_the_file(plan, take_file):
    said = settled(("status", "presque fini", "fini"))

    report = take_file.take(take_file.table(take_file.FRENCH), mapping=said)

    assert [(one.code.value, str(one.detail)) for one in report.problems] == [
        ("mapping_malformed", "«fini» ليس معنى ممكنا لعبارة «presque fini» (status)")
    ]


def test_malformed_words_refuse_a_plan(db):
    report = take(ROAD, mapping=settled(("river", "Laou", "01")))

    assert [one.code.value for one in report.problems] == ["mapping_malformed"]
