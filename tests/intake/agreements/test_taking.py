"""Importing agreements: partners as columns, amendments below, totals compared and left out."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from athar.evidence.models import Evidence
from athar.finance.models import Agreement, AgreementAmendment, AgreementShare
from athar.finance.queries import last_agreements, money_of
from athar.intake.agreements.taking import import_agreements
from athar.intake.enums import Severity
from athar.intake.options import GivenFile, Options
from athar.people.models import Organisation
from athar.plans.models import Amendment
from athar.trail.models import Event
from tests import cast
from tests.intake.agreements_small import (
    ARABIC,
    FRENCH,
    changed,
    said,
    signer,
    table,
    take,
    workbook,
)


@pytest.fixture(autouse=True)
def files_in(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_agreements_are_read_whole(plan):
    report = take(table(FRENCH))

    shown = report.as_json()
    assert {key: shown[key] for key in list(shown)[2:7]} == {
        "agreements": 2,
        "amendments": 2,
        "projects_covered": 3,
        "in_force": {"MAD": "880500.00"},
        "first_version": {"MAD": "850500.00"},
    }
    assert shown["in_force_by_partner"] == {"MEE": "290500.00", "REG": "590000.00"}
    assert (shown["problems"], shown["taken"]) == ([], True)
    assert shown["changes"] == {"added": 2, "changed": 0, "gone": 0}


def test_agreements_are_linked_to_their_projects_with_shares_in_force(plan):
    take(table(FRENCH))

    (first, second) = money_of(plan.commitments["PDR-003"]).agreements
    assert (first.number, first.total, first.title) == (
        "2022/11",
        Decimal(750500),
        {"fr": "Barrages"},
    )
    assert (second.number, second.total) == ("2022/12", Decimal(130000))
    assert [one.number for one in second.amendments] == [1, 2]


def test_shares_keep_the_cell_they_stood_in(plan):
    file = table(FRENCH)
    take(file)

    origin = AgreementShare.objects.get(amendment__number=2, organisation__code="MEE").origin

    assert {key: origin[key] for key in ("name", "row", "column", "written")} == {
        "name": "conventions.csv",
        "row": 8,
        "column": "G / MEE",
        "written": "40",
    }


def test_an_arabic_table_in_another_order_and_unit_is_read(plan):
    report = take(workbook(ARABIC))

    assert said(report) == []
    assert (report.in_force, report.first_version) == (Decimal(2500000), Decimal(2000000))
    assert (report.amendments, report.projects_covered) == (1, 2)
    assert Agreement.objects.get().title == {"ar": "السدود"}


def test_headings_in_two_levels_are_read(plan):
    rows = (
        ("Réf convention", "Objet", "Partenaires (MDH)", None, None, "Code projet"),
        (None, None, "Part de la Région", "MEE", "Total", None),
        ("C1", "Barrages", 2, 3, 5, "PDR-001"),
        ("C2", "Routes", 1, None, 1, "PDR-002"),
    )

    report = take(workbook(rows, "C1:E1"))

    assert said(report) == []
    assert report.in_force == Decimal(6_000_000)
    assert report.by_partner == {"REG": Decimal(3_000_000), "MEE": Decimal(3_000_000)}


def test_the_same_file_again_changes_nothing(plan):
    take(table(FRENCH))
    events = Event.objects.count()

    again = take(table(FRENCH))

    assert (again.is_taken, again.changes.added, again.changes.changed) == (True, 0, 0)
    assert (Event.objects.count(), again.event_ids) == (events, ())


def test_a_dry_run_says_what_would_change_and_writes_nothing(plan):
    by = signer()
    before = (Event.objects.count(), Evidence.objects.count())

    report = take(table(FRENCH), by=by, dry_run=True)

    assert (report.is_taken, report.changes.added) == (True, 2)
    assert (Event.objects.count(), Evidence.objects.count()) == before
    assert Agreement.objects.count() == 0


def test_the_file_is_kept_and_not_public(plan):
    report = take(table(FRENCH), reason="session de juin")

    kept = Evidence.objects.get(subject=f"plan:{plan.id}")
    event = Event.objects.get(pk=report.event_ids[0])
    assert (kept.is_public, kept.file_name) == (False, "conventions.csv")
    assert (event.kind, event.reason) == ("agreements.imported", "session de juin")
    assert event.source["sha256"] == kept.file.sha256


def test_a_total_that_differs_is_said_and_not_imported(plan):
    report = take(table(changed(FRENCH, 5, 8, 760.5)))

    assert said(report) == [(5, "shares_differ", "760.5")]
    assert report.in_force == Decimal(880500)


def test_a_grand_total_that_differs_is_said(plan):
    report = take(table(changed(FRENCH, 9, 8, 900)))

    assert said(report) == [(9, "total_differs", "900")]


def test_a_code_the_plan_does_not_have_is_said_and_left_out(plan):
    report = take(table(changed(FRENCH, 6, 5, "PDR-003 ; PDR-099")))

    assert said(report) == [(6, "covered_project_unknown", "PDR-099")]
    assert (report.is_taken, report.agreements, report.projects_covered) == (True, 2, 3)


def test_an_unknown_partner_among_the_partners_is_asked_about_and_taken(plan):
    rows = changed(FRENCH, 4, 7, "Fondation du Nord")

    report = take(table(rows))

    assert said(report) == [(4, "unknown_body", "Fondation du Nord")]
    assert report.in_force == Decimal(880500)
    assert Organisation.objects.get(names__fr="Fondation du Nord").code.startswith("BODY-")


def test_a_column_of_numbers_that_is_no_money_is_not_a_partner(plan):
    rows = changed(changed(FRENCH, 4, 7, "Durée (mois)"), 4, 9, "Visa")
    rows = changed(rows, 5, 9, "oui")

    report = take(table(rows))

    assert {one for _row, one, _value in said(report)} == {
        "column_not_read",
        "shares_differ",
        "total_differs",
    }
    assert report.by_partner == {"REG": Decimal(590000)}


def test_words_in_place_of_an_amount_make_it_unknown(plan):
    report = take(table(changed(FRENCH, 5, 7, "en cours")))

    assert (5, "text_in_number", "en cours") in said(report)
    assert (5, "shares_differ", "750.5") not in said(report)
    unknown = AgreementShare.objects.get(agreement__number="2022/11", organisation__code="MEE")
    assert unknown.amount is None


@pytest.mark.parametrize(
    ("row", "column", "value", "problem"),
    [
        (6, 2, "", (6, "number_missing", "")),
        (6, 2, "2022/11", (6, "code_repeated", "2022/11")),
        (5, 2, "Avenant n°3", (5, "amendment_of_nothing", "Avenant n°3")),
        (8, 2, "Avenant n°1", (8, "code_repeated", "Avenant n°1")),
        (6, 6, -100, (6, "amount_negative", "-100")),
    ],
)
def test_an_error_blocks_the_file(plan, row, column, value, problem):
    report = take(table(changed(FRENCH, row, column, value)))

    assert problem in said(report)
    assert (report.is_taken, Agreement.objects.count()) == (False, 0)


def test_good_rows_are_taken_without_the_agreement_of_a_bad_one(plan):
    report = take(table(changed(FRENCH, 8, 6, -1)), take_good_rows=True)

    assert report.is_taken
    assert list(Agreement.objects.values_list("number", flat=True)) == ["2022/11"]


def test_strict_lets_notices_block(plan):
    report = take(table(changed(FRENCH, 5, 8, 760.5)), strict=True)

    assert (report.is_taken, Agreement.objects.count()) == (False, 0)
    assert report.count(Severity.NOTICE) == 1


def test_an_amendment_may_name_its_agreement_from_afar(plan):
    rows = changed(FRENCH, 8, 2, "2022/11 - avenant premier")

    take(table(rows))

    amended = AgreementAmendment.objects.values_list("agreement__number", "number")
    assert sorted(amended) == [("2022/11", 1), ("2022/12", 1)]


def test_an_amendment_without_a_number_comes_after_the_others(plan):
    take(table(changed(FRENCH, 8, 2, "Avenant")))

    assert list(AgreementAmendment.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (GivenFile("a.csv", b""), "file_empty"),
        (GivenFile("a.csv", b"Nom;Ville\nA;B\n"), "no_agreements"),
    ],
)
def test_a_file_without_agreements_is_refused_in_words(plan, file, problem):
    report = take(file)

    assert problem in [one.code for one in report.problems]
    assert (report.is_taken, report.as_json()["agreements"]) == (False, 0)


def test_an_unknown_plan_and_a_bad_mapping_are_said(db):
    report = take(table(FRENCH), mapping="{")

    assert [one.code for one in report.problems] == ["mapping_malformed", "plan_unknown"]


def test_a_corrected_column_is_read_as_it_was_corrected(plan):
    described = json.loads(take(table(FRENCH), dry_run=True).mapping)
    for column in described["tables"][0]["columns"]:
        if column["heading"] == "MEE":
            column["holds"] = None
        if column["heading"] == "Région":
            column["unit"] = "1000000"

    report = take(table(FRENCH), mapping=json.dumps(described))

    assert report.by_partner == {"REG": Decimal(590_000_000)}


@pytest.mark.parametrize("who", ["coordinator", "manager", "stranger", "citizen"])
def test_only_who_edits_the_plan_imports_its_agreements(plan, people, who):
    report = take(table(FRENCH), by=getattr(people, who))

    assert [one.code for one in report.problems] == ["not_allowed"]
    assert (report.is_taken, Agreement.objects.count()) == (False, 0)


def test_the_plan_editor_imports_new_partners_too(plan, people):
    rows = changed(FRENCH, 4, 7, "Fondation du Nord")

    report = take(table(rows), by=people.editor)

    assert (report.is_taken, Event.objects.get(pk=report.event_ids[0]).by) == (True, people.editor)


def test_an_amount_too_large_to_be_one_is_refused(plan):
    rows = changed(FRENCH, 5, 6, 10**14)

    report = take(table(rows))

    assert "amount_out_of_range" in [one.code for one in report.problems]
    assert report.is_taken is False


def test_a_file_without_a_name_cannot_be_kept_and_changes_nothing(plan):
    report = take(GivenFile("", table(FRENCH).content))

    assert [one.code for one in report.problems] == ["not_accepted"]
    assert (report.is_taken, Agreement.objects.count()) == (False, 0)


def test_agreements_without_a_column_of_totals_are_read(plan):
    rows = (("N° convention", "Objet", "Région (KDH)", "MEE KDH"), ("C1", "Eau", 5, 2))

    report = take(table(rows))

    assert (said(report), report.in_force) == ([], Decimal(7000))


@pytest.mark.parametrize(
    "rows",
    [
        (("N° convention", "Objet", "Partenaires", "Montant"), ("2022/11", "Eau", "MEE, REG", 5)),
        (("N° convention", "Objet", "Montage financier", "Total"), ("2022/11", "", "MEE ; REG", 5)),
    ],
)
def test_partners_without_amounts_of_their_own_are_refused_and_leave_shares_alone(plan, rows):
    take(table(FRENCH))

    report = take(table(rows))

    assert "no_partners" in [one.code for one in report.problems]
    assert (report.is_taken, AgreementShare.objects.count()) == (False, 7)


def test_a_register_without_amounts_keeps_the_amounts_that_are_known(plan):
    take(table(FRENCH))
    rows = (("N° convention", "Objet", "Projets"), ("2022/11", "Barrages et lacs", "PDR-002"))

    report = take(table(rows))

    agreement = Agreement.objects.get(number="2022/11")
    assert (said(report), report.changes.changed) == ([], 1)
    assert agreement.title == {"fr": "Barrages et lacs"}
    assert list(agreement.commitments.values_list("code", flat=True)) == ["PDR-002"]
    assert AgreementShare.objects.count() == 7


@pytest.mark.parametrize(
    ("said_of_it", "code"),
    [({"by": None, "reason": "Signed"}, "actor_required"), ({"reason": " "}, "reason_required")],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_agreements_of_a_published_plan_need_an_actor_and_a_reason(
    plan, people, said_of_it, code, dry_run
):
    asked = {"by": people.editor, **said_of_it}

    report = import_agreements(
        by=asked["by"],
        file=table(FRENCH),
        options=Options(plan_code=plan.code, reason=asked["reason"], dry_run=dry_run),
    )

    assert (report.is_taken, [one.code.value for one in report.problems]) == (False, [code])
    assert Agreement.objects.count() == 0


def test_agreements_are_published_as_an_amendment(plan):
    take(table(FRENCH), reason="Session of June")

    amendment = Amendment.objects.get()
    assert (amendment.number, amendment.why) == (1, "Session of June")
    assert set(last_agreements(plan.id, 2)) == {"2022/11", "2022/12"}


def test_agreements_of_a_draft_are_no_amendment(db):
    cast.draft_plan()

    take(table(FRENCH))

    assert (Agreement.objects.count(), Amendment.objects.count()) == (2, 0)
