"""Who may open which address: one table of every route. What is not in it stays shut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Visitor(Enum):
    """Who may open an address; what may be done behind it, the actions ask again."""

    ANYBODY = "public"
    SIGNED_IN = "signed in"


@dataclass(frozen=True, slots=True)
class Door:
    """One address: who may open it, whether it takes what a form sends or is for programs.

    Shape: what takes values takes them from programs that show a token, never from a form. What is
    secret opens to whoever knows its address, and shows what belongs to one person.
    """

    visitor: Visitor
    takes_forms: bool = False
    is_for_programs: bool = False
    takes_values: bool = False
    is_secret: bool = False

    @property
    def methods(self) -> tuple[str, ...]:
        """Give the HTTP methods that are answered."""
        sent = ("POST",) if self.takes_forms or self.takes_values else ()
        return ("GET", "HEAD", *(("OPTIONS",) if self.is_for_programs else ()), *sent)


PAGE = Door(Visitor.ANYBODY)
ENTRANCE = Door(Visitor.ANYBODY, takes_forms=True)
FOR_PROGRAMS = Door(Visitor.ANYBODY, is_for_programs=True)
FROM_PROGRAMS = Door(Visitor.ANYBODY, is_for_programs=True, takes_values=True)
SECRET = Door(Visitor.ANYBODY, is_secret=True)
OWN_PAGE = Door(Visitor.SIGNED_IN)
OWN_FORM = Door(Visitor.SIGNED_IN, takes_forms=True)

_HEALTH = ("healthz", "readyz")
_GALLERY = ("ui:gallery", "ui:gallery-in", "ui:sheet")
_PORTAL = (
    "front_door", "robots", "sitemap", "plan_id", "commitment_id", "node_id", "place_id", "file",
    "photo",
    "home", "home_json", "plans", "plans_json", "plans_csv", "plan", "plan_json",
    "plan_places_csv", "node", "node_json", "commitments", "commitments_json", "commitments_csv",
    "commitment", "commitment_json", "plan_figure", "plan_figure_json", "plan_figure_csv",
    "embed_plan", "embed_commitment", "plan_jsonld", "commitment_jsonld", "place_jsonld",
    "home_picture", "plan_picture", "node_picture", "commitment_picture", "place_picture",
    "network", "network_json", "network_csv", "member", "member_json", "member_csv", "member_id",
    "network_compare", "network_compare_json", "network_compare_csv",
    "near", "near_json", "map", "map_json", "map_geojson", "map_csv",
    "map_xlsx",
    "search", "search_json", "search_suggestions",
    "places", "places_json", "place", "place_json", "place_csv", "methods", "method", "text",
    "dataset", "dataset_json", "dataset_zip", "dataset_cite", "dataset_package", "dataset_csv",
    "dataset_xlsx", "dataset_id", "catalogue",
    "changes", "changes_json", "changes_atom", "plan_changes", "plan_changes_json",
    "plan_changes_atom", "amendments", "amendments_json", "amendment", "amendment_json",
    "plan_cite", "node_cite", "commitment_cite", "place_cite",
    "indicators", "indicators_json", "indicators_csv", "indicators_xlsx",
    "library", "library_json", "library_csv", "library_xlsx",
    "indicator", "indicator_json", "indicator_csv", "indicator_xlsx", "indicator_cite",
    "indicator_id", "value", "value_json",
    "punctuality", "punctuality_json", "punctuality_csv",
    "results", "results_json", "results_csv", "results_xlsx",
    "indicator_values", "library_values", "plan_values",
    "place_results", "place_results_json", "place_results_csv", "place_results_xlsx",
    "scorecard", "scorecard_json", "scorecard_csv", "scorecard_xlsx",
    "coverage", "coverage_json", "coverage_csv", "coverage_xlsx",
    "compare", "compare_json", "compare_csv", "compare_xlsx",
    "indicator_map", "indicator_map_json", "indicator_map_csv", "indicator_map_xlsx",
    "process", "process_json", "process_calendar",
    "convergence", "convergence_json", "convergence_csv", "convergence_xlsx",
    "questions", "questions_json", "question",
    "experiences", "experiences_json", "experiences_csv", "experiences_atom",
    "experience", "experience_json", "experience_cite", "experience_id",
    "accessions", "accession", "accession_json", "accession_template",
    "plans_xlsx", "plan_places_xlsx", "commitments_xlsx", "plan_figure_xlsx", "place_xlsx",
)  # fmt: skip
_ENTRANCES = (
    "account_login", "account_logout", "account_signup", "account_inactive",
    "account_request_login_code", "account_confirm_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_email_verification_sent",
    "account_confirm_email", "mfa_authenticate", "mfa_login_webauthn", "invitation",
    "identity_ask", "identity_answered",
)  # fmt: skip
_OWN_FORMS = (
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
    "desk:imports", "desk:import", "desk:import_columns", "desk:import_preview",
    "desk:import_applied", "desk:tokens", "desk:sign_ins", "desk:notices", "desk:value",
    "desk:own_erasure", "desk:person", "desk:erase_person", "desk:invitations",
    "desk:new_body", "desk:body",
    "desk:plan_new", "desk:plan_tree", "desk:plan_publish", "desk:plan_commitment", "desk:report",
    "desk:plan_new_grouping", "desk:plan_grouping", "desk:plan_identity",
    "desk:start_report", "desk:declared", "desk:lending", "desk:lending_reports",
    "desk:accession", "desk:room",
    "desk:new_experience", "desk:experience", "desk:questions", "desk:question",
    "desk:plan_rounds", "desk:round", "desk:round_close", "desk:round_values",
    "desk:round_value", "desk:convergence", "desk:process", "desk:member",
)  # fmt: skip
_OWN_PAGES = (
    "account_home", "desk:home", "desk:work", "mfa_index", "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "desk:import_template", "desk:import_file",
    "desk:import_marked", "desk:kept_file", "desk:evidence", "desk:evidence_picture",
    "desk:people", "desk:bodies", "desk:own_data",
    "desk:experiences", "desk:members", "desk:plans", "plan_preview", "desk:rounds",
    "desk:round_csv", "desk:processes", "desk:accessions",
    "desk:report_history", "desk:report_history_csv", "desk:plan_history_csv",
)  # fmt: skip
_API = (
    "openapi", "nothing", "nothing_at_all", "list_plans", "get_plan", "list_nodes", "get_node",
    "list_commitments", "get_commitment", "list_milestones", "list_agreements", "list_funding",
    "list_places", "get_place", "list_members", "get_member", "list_organisations",
    "get_organisation", "search", "list_changes", "list_libraries", "list_indicators",
    "get_indicator", "list_cells", "list_convergence", "list_eligibility",
    "list_experiences", "get_experience", "list_questions",
)  # fmt: skip

DOORS: Mapping[str, Door] = {
    **dict.fromkeys((*_HEALTH, *_GALLERY, *(f"portal:{name}" for name in _PORTAL)), PAGE),
    **dict.fromkeys((f"api:{name}" for name in _API), FOR_PROGRAMS),
    "api:list_values": FROM_PROGRAMS,
    "desk:calendar": SECRET,
    **dict.fromkeys(_ENTRANCES, ENTRANCE),
    **dict.fromkeys(_OWN_FORMS, OWN_FORM),
    **dict.fromkeys(_OWN_PAGES, OWN_PAGE),
}
"""The name of each route and its door."""
