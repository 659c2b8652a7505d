"""Every read of reporting: what was published, and what is on its way for those who work on it."""

from athar.reporting.queries.figures import (
    FIGURES,
    Lock,
    Part,
    ReportFigures,
    figures_of,
)
from athar.reporting.queries.grids import Body, CellState, Grid, GridCell, completion_grid
from athar.reporting.queries.obstacles import (
    ActionView,
    FollowUpView,
    ObstacleView,
    obstacles_of,
)
from athar.reporting.queries.owed import (
    OwedReport,
    RoundOwed,
    Standing,
    commitments_owed,
    round_owed,
    rounds_of_plan,
)
from athar.reporting.queries.published import (
    LastReport,
    ReportView,
    Timeline,
    WithdrawalView,
    last_reports,
    narratives_as_of,
    timeline_of,
)
from athar.reporting.queries.punctual import (
    Punctuality,
    in_all,
    plan_of_late_report,
    punctuality,
    punctuality_of_plans,
    rounds_of,
)
from athar.reporting.queries.steps import FieldDifference, Step, differences_between, history_of
from athar.reporting.queries.telling import (
    DueAction,
    Left,
    Owed,
    due_actions,
    left_reports,
    n_begun_by,
    owed_reports,
)
from athar.reporting.queries.underway import (
    FieldState,
    Remark,
    ReportUnderWay,
    report_under_way,
)
from athar.reporting.queries.work import Lane, Work, WorkFilter, WorkItem, my_work

__all__ = [
    "FIGURES",
    "ActionView",
    "Body",
    "CellState",
    "DueAction",
    "FieldDifference",
    "FieldState",
    "FollowUpView",
    "Grid",
    "GridCell",
    "Lane",
    "LastReport",
    "Left",
    "Lock",
    "ObstacleView",
    "Owed",
    "OwedReport",
    "Part",
    "Punctuality",
    "Remark",
    "ReportFigures",
    "ReportUnderWay",
    "ReportView",
    "RoundOwed",
    "Standing",
    "Step",
    "Timeline",
    "WithdrawalView",
    "Work",
    "WorkFilter",
    "WorkItem",
    "commitments_owed",
    "completion_grid",
    "differences_between",
    "due_actions",
    "figures_of",
    "history_of",
    "in_all",
    "last_reports",
    "left_reports",
    "my_work",
    "n_begun_by",
    "narratives_as_of",
    "obstacles_of",
    "owed_reports",
    "plan_of_late_report",
    "punctuality",
    "punctuality_of_plans",
    "report_under_way",
    "round_owed",
    "rounds_of",
    "rounds_of_plan",
    "timeline_of",
]
