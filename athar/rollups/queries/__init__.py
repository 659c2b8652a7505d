"""The figures that pages, the API and exports show; what depends on today is computed here."""

from athar.rollups.queries.across import body_progress, installation_summary, place_progress
from athar.rollups.queries.commitments import (
    commitment_figures,
    commitment_with_figures,
    figures_of,
    recent_changes,
)
from athar.rollups.queries.explaining import explain
from athar.rollups.queries.lists import PER_PAGE, list_labels, list_rows
from athar.rollups.queries.places import PlaceBoard, WholeCount, n_by_place, place_board
from athar.rollups.queries.plans import (
    by_funder,
    by_lead,
    by_theme,
    by_year,
    node_progress,
    plan_id_of,
    plan_progress,
)
from athar.rollups.queries.subjects import SubjectName, subject_names

__all__ = [
    "PER_PAGE",
    "PlaceBoard",
    "SubjectName",
    "WholeCount",
    "body_progress",
    "by_funder",
    "by_lead",
    "by_theme",
    "by_year",
    "commitment_figures",
    "commitment_with_figures",
    "explain",
    "figures_of",
    "installation_summary",
    "list_labels",
    "list_rows",
    "n_by_place",
    "node_progress",
    "place_board",
    "place_progress",
    "plan_id_of",
    "plan_progress",
    "recent_changes",
    "subject_names",
]
