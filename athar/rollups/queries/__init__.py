"""The figures that pages, the API and exports show; what depends on today is computed here."""

from athar.rollups.past import Past, past_of
from athar.rollups.queries.across import body_progress, installation_summary, place_progress
from athar.rollups.queries.bodies import (
    body_slice,
    public_body,
)
from athar.rollups.queries.cell_streams import CellRow, SoughtCells, cell_slice
from athar.rollups.queries.cells import (
    Figure,
    coverage,
    figures_among,
    figures_at_place,
    figures_for,
    figures_of_indicator,
    headlines,
)
from athar.rollups.queries.commitments import (
    commitment_figures,
    commitment_with_figures,
    figures_of,
    recent_changes,
)
from athar.rollups.queries.computed import Figures, figures_shown, periods_shown
from athar.rollups.queries.explaining import explain
from athar.rollups.queries.frameworks import (
    figures_at,
    plan_results,
    results_of,
    results_on,
    widest_measured,
)
from athar.rollups.queries.lists import PER_PAGE, list_labels, list_rows
from athar.rollups.queries.measured import measured_at, periods_of
from athar.rollups.queries.past_cell_streams import cells_then
from athar.rollups.queries.past_cells import TooMuchAtOnce
from athar.rollups.queries.past_commitments import commitment_as_of
from athar.rollups.queries.past_measured import stated_in
from athar.rollups.queries.past_places import (
    first_rows_then,
    pasts_around,
    place_board_then,
)
from athar.rollups.queries.past_streams import commitments_as_of
from athar.rollups.queries.places import PlaceBoard, WholeCount, n_by_place, place_board
from athar.rollups.queries.plan_lines import (
    CommitmentLine,
    PlanLine,
    commitment_lines,
    plan_lines,
)
from athar.rollups.queries.plans import (
    by_funder,
    by_lead,
    by_theme,
    by_year,
    node_progress,
    plan_figures,
    plan_id_of,
    plan_progress,
)
from athar.rollups.queries.results import (
    Goal,
    Result,
    Series,
    ended_on,
    goal_on,
    period_of,
    result_of,
    series_of,
)
from athar.rollups.queries.standing import Input, Standing, standing_of, unusual
from athar.rollups.queries.story import (
    ProjectTold,
    PublicationTold,
    RoundTold,
    Story,
    StoryFilter,
    project_labels,
    projects_of_publication,
    story,
)
from athar.rollups.queries.streams import (
    CommitmentCodes,
    Sought,
    commitment_order,
    commitment_slice,
)
from athar.rollups.queries.subjects import SubjectName, subject_names
from athar.rollups.queries.territory import PlaceTotals, Spot, Territory, territory

__all__ = [
    "PER_PAGE",
    "CellRow",
    "CommitmentCodes",
    "CommitmentLine",
    "Figure",
    "Figures",
    "Goal",
    "Input",
    "Past",
    "PlaceBoard",
    "PlaceTotals",
    "PlanLine",
    "ProjectTold",
    "PublicationTold",
    "Result",
    "RoundTold",
    "Series",
    "Sought",
    "SoughtCells",
    "Spot",
    "Standing",
    "Story",
    "StoryFilter",
    "SubjectName",
    "Territory",
    "TooMuchAtOnce",
    "WholeCount",
    "body_progress",
    "body_slice",
    "by_funder",
    "by_lead",
    "by_theme",
    "by_year",
    "cell_slice",
    "cells_then",
    "commitment_as_of",
    "commitment_figures",
    "commitment_lines",
    "commitment_order",
    "commitment_slice",
    "commitment_with_figures",
    "commitments_as_of",
    "coverage",
    "ended_on",
    "explain",
    "figures_among",
    "figures_at",
    "figures_at_place",
    "figures_for",
    "figures_of",
    "figures_of_indicator",
    "figures_shown",
    "first_rows_then",
    "goal_on",
    "headlines",
    "installation_summary",
    "list_labels",
    "list_rows",
    "measured_at",
    "n_by_place",
    "node_progress",
    "past_of",
    "pasts_around",
    "period_of",
    "periods_of",
    "periods_shown",
    "place_board",
    "place_board_then",
    "place_progress",
    "plan_figures",
    "plan_id_of",
    "plan_lines",
    "plan_progress",
    "plan_results",
    "project_labels",
    "projects_of_publication",
    "public_body",
    "recent_changes",
    "result_of",
    "results_of",
    "results_on",
    "series_of",
    "standing_of",
    "stated_in",
    "story",
    "subject_names",
    "territory",
    "unusual",
    "widest_measured",
]
