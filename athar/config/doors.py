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
    """One address: who may open it, and whether it takes what a form sends."""

    visitor: Visitor
    takes_forms: bool = False

    @property
    def methods(self) -> tuple[str, ...]:
        """Give the HTTP methods that are answered."""
        return ("GET", "HEAD", "POST") if self.takes_forms else ("GET", "HEAD")


PAGE = Door(Visitor.ANYBODY)
ENTRANCE = Door(Visitor.ANYBODY, takes_forms=True)
OWN_PAGE = Door(Visitor.SIGNED_IN)
OWN_FORM = Door(Visitor.SIGNED_IN, takes_forms=True)

_HEALTH = ("healthz", "readyz")
_GALLERY = ("ui:gallery", "ui:gallery-in", "ui:sheet")
_PORTAL = (
    "front_door", "robots", "sitemap", "plan_id", "commitment_id", "node_id", "place_id", "file",
    "home", "home_json", "plans", "plans_json", "plans_csv", "plan", "plan_json",
    "plan_places_csv", "node", "node_json", "commitments", "commitments_json", "commitments_csv",
    "commitment", "commitment_json", "plan_figure", "plan_figure_json", "plan_figure_csv",
    "places", "places_json", "place", "place_json", "place_csv", "methods", "method", "text",
)  # fmt: skip
_ENTRANCES = (
    "account_login", "account_logout", "account_signup", "account_inactive",
    "account_request_login_code", "account_confirm_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_email_verification_sent",
    "account_confirm_email", "mfa_authenticate",
)  # fmt: skip
_OWN_FORMS = (
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes",
    "desk:imports", "desk:import", "desk:import_columns", "desk:import_preview",
    "desk:import_applied",
)  # fmt: skip
_OWN_PAGES = (
    "account_home", "desk:home", "mfa_index", "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "desk:import_template", "desk:import_file",
    "desk:import_marked",
)  # fmt: skip

DOORS: Mapping[str, Door] = {
    **dict.fromkeys((*_HEALTH, *_GALLERY, *(f"portal:{name}" for name in _PORTAL)), PAGE),
    **dict.fromkeys(_ENTRANCES, ENTRANCE),
    **dict.fromkeys(_OWN_FORMS, OWN_FORM),
    **dict.fromkeys(_OWN_PAGES, OWN_PAGE),
}
"""The name of each route and its door."""
