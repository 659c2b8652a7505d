"""Files on their way in, and what is wrong with them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadKind(models.TextChoices):
    """What a file holds."""

    PLAN = "plan", _("Projects of a plan")
    AGREEMENTS = "agreements", _("Agreements and their partners")
    PROGRESS = "progress", _("A progress return")
    VALUES = "values", _("Measured values")


class UploadState(models.TextChoices):
    """How far a file has come; reading and applying happen in the background."""

    READING = "reading", _("Being read")
    READ = "read", _("Read, not applied")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Interrupted")


class AliasKind(models.TextChoices):
    """What a text was confirmed to name."""

    PLACE = "place", _("Place")
    BODY = "body", _("Body")
    STATUS = "status", _("Status")


class Part(StrEnum):
    """A part of what a file says of a plan: what is promised, or what is reported on it."""

    PROMISE = "promise"
    REPORTS = "reports"


class Stage(StrEnum):
    """Where an import stands: its stages in their order."""

    OPENING = "opening"
    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"
    COUNTING = "counting"


class Severity(StrEnum):
    """An error blocks; a question is applied as stated and asked about; a notice informs."""

    ERROR = "error"
    QUESTION = "question"
    NOTICE = "notice"


class ProblemCode(StrEnum):
    """The vocabulary of problems: stable words for machines."""

    FILE_ENCRYPTED = "file_encrypted"
    FILE_WITH_MACROS = "file_with_macros"
    FILE_DAMAGED = "file_damaged"
    FILE_UNPACKS_TOO_LARGE = "file_unpacks_too_large"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_WIDE = "file_too_wide"
    FILE_TOO_LONG = "file_too_long"
    FILE_NOT_A_TABLE = "file_not_a_table"
    FILE_EMPTY = "file_empty"
    NO_PROJECTS = "no_projects"
    PLAN_FILE_MALFORMED = "plan_file_malformed"
    MAPPING_MALFORMED = "mapping_malformed"
    PLAN_UNKNOWN = "plan_unknown"
    REASON_REQUIRED = "reason_required"
    ACTOR_REQUIRED = "actor_required"
    NOT_ALLOWED = "not_allowed"
    NOT_ACCEPTED = "not_accepted"
    COLUMN_NOT_READ = "column_not_read"
    ROW_NOT_READ = "row_not_read"
    CODE_MISSING = "code_missing"
    CODE_PROPOSED = "code_proposed"
    CODES_PROPOSED = "codes_proposed"
    CODE_RECOGNISED = "code_recognised"
    CODES_RECOGNISED = "codes_recognised"
    CODE_DIFFERS = "code_differs"
    CODES_COMPLETED = "codes_completed"
    CODE_MALFORMED = "code_malformed"
    CODE_REPEATED = "code_repeated"
    TITLE_MISSING = "title_missing"
    NODE_LEVEL_UNKNOWN = "node_level_unknown"
    UNKNOWN_NODE = "unknown_node"
    UNKNOWN_PROJECT = "unknown_project"
    UNKNOWN_BODY = "unknown_body"
    UNKNOWN_PLACE = "unknown_place"
    PLACE_AMBIGUOUS = "place_ambiguous"
    PLACES_CARRIED_DOWN = "places_carried_down"
    UNKNOWN_STATUS = "unknown_status"
    STATUSES_MARKED = "statuses_marked"
    TEXT_IN_NUMBER = "text_in_number"
    NUMBER_NOT_UNDERSTOOD = "number_not_understood"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    AMOUNT_NEGATIVE = "amount_negative"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    UNIT_NOT_STATED = "unit_not_stated"
    FUNDER_WITHOUT_AMOUNT = "funder_without_amount"
    PERCENT_AMBIGUOUS = "percent_ambiguous"
    PERCENT_TAKEN_AS_DONE = "percent_taken_as_done"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    DATE_IMPLAUSIBLE = "date_implausible"
    ENDS_BEFORE_START = "ends_before_start"
    COMPLETE_WITHOUT_END = "complete_without_end"
    FUNDING_DIFFERS = "funding_differs"
    YEARS_DIFFER = "years_differ"
    SHARES_DIFFER = "shares_differ"
    TOTAL_DIFFERS = "total_differs"
    TOTAL_DIFFERS_UNREAD = "total_differs_unread"
    NO_AGREEMENTS = "no_agreements"
    NO_PARTNERS = "no_partners"
    NUMBER_MISSING = "number_missing"
    AMENDMENT_OF_NOTHING = "amendment_of_nothing"
    COVERED_PROJECT_UNKNOWN = "covered_project_unknown"
    NO_RETURN = "no_return"
    PERIOD_UNKNOWN = "period_unknown"
    PERIOD_DIFFERS = "period_differs"
    RETURN_OF_ANOTHER_PLAN = "return_of_another_plan"
    COLUMN_NOT_KEPT = "column_not_kept"
    VALUE_NOT_KEPT = "value_not_kept"
    ROW_REPEATED = "row_repeated"
    ROWS_CONTRADICT = "rows_contradict"
    PROGRESS_BACKWARDS = "progress_backwards"
    NO_VALUES = "no_values"
    LIBRARY_UNKNOWN = "library_unknown"
    NO_INDICATOR_STATED = "no_indicator_stated"
    NO_PLACE_STATED = "no_place_stated"
    NO_PERIOD_STATED = "no_period_stated"
    INDICATOR_UNKNOWN = "indicator_unknown"
    INDICATOR_AMBIGUOUS = "indicator_ambiguous"
    PLACE_UNKNOWN = "place_unknown"
    PLACES_RIVAL = "places_rival"
    CATEGORY_UNKNOWN = "category_unknown"
    CLAIM_UNKNOWN = "claim_unknown"
    NO_NUMBER_UNKNOWN = "no_number_unknown"
    VALUE_NOT_A_NUMBER = "value_not_a_number"
    VALUE_AMBIGUOUS = "value_ambiguous"
    VALUE_REFUSED = "value_refused"
    VALUE_REPEATED = "value_repeated"
    CORRECTION_UNEXPLAINED = "correction_unexplained"
    PARTS_DIFFER = "parts_differ"
    PARTS_DIFFER_MORE = "parts_differ_more"
    PROBLEMS_CUT = "problems_cut"
    NO_OGP_TABLE = "no_ogp_table"
    COLUMN_KEPT = "column_kept"
    MEMBER_UNPLACED = "member_unplaced"
    PLAN_YEARS_MISSING = "plan_years_missing"
    DATE_WAS_YEAR = "date_was_year"
    DATE_DAY_FIRST = "date_day_first"
    DATES_CROSSED = "dates_crossed"
    FLAG_NOT_READ = "flag_not_read"
    WORD_NOT_ON_SCALE = "word_not_on_scale"
