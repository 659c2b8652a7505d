"""Acts of the network, with who may do them."""

from __future__ import annotations

from athar.network.actions import record_eligibility
from athar.network.enums.members import Standing
from athar.network.models import Member
from tests import cast
from tests.config.preparing import After
from tests.network.countries import YEAR, answered, put_member


def _candidate(_plan: cast.SmallPlan) -> Member:
    return put_member("XAA", "بلد المثال", "Exemplie", Standing.CANDIDATE)


ACCESSION = {
    "record facts on eligibility": (
        After(
            _candidate,
            lambda by, _plan, candidate: record_eligibility(
                by=by,
                member_id=candidate.pk,
                year=YEAR - 1,
                facts=answered(information_law=True),
            ),
        ),
        {"focal_point", "administrator"},
    ),
}
