"""What kinds of bodies there are, and the roles a person may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    REGION = "region", _("Region")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Public agency or establishment")
    LOCAL = "local", _("Local authorities")
    COMPANY = "company", _("Public company")
    CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
    INTERNATIONAL = "international", _("International organisation")
    OTHER = "other", _("Other body")


class TokenKind(models.TextChoices):
    """What a program may do with a token."""

    READ = "read", _("Read more often")
    WRITE = "write", _("Write as me")


class Role(models.TextChoices):
    CITIZEN = "citizen", _("Citizen")
    OBSERVER = "observer", _("Elected official (observer)")
    PROJECT_MANAGER = "project_manager", _("Project manager")
    COORDINATOR = "coordinator", _("M&E coordinator")
    VALIDATOR = "validator", _("Validator")
    PLAN_EDITOR = "plan_editor", _("Plan editor")
    PLAN_COORDINATOR = "plan_coordinator", _("Action plan coordinator")
    FOCAL_POINT = "focal_point", _("Focal point")
    EVALUATOR = "evaluator", _("Evaluator")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLE_DUTIES = {
    Role.CITIZEN: _("Reads, follows and asks."),
    Role.OBSERVER: _("Reads what is published and the council's boards."),
    Role.PROJECT_MANAGER: _("Reports on the projects of their body."),
    Role.COORDINATOR: _("Follows who owes which figure, and imports what offices return."),
    Role.VALIDATOR: _("Validates or returns the reports of others."),
    Role.PLAN_EDITOR: _("Edits a plan and publishes its versions."),
    Role.PLAN_COORDINATOR: _("Coordinates a national, regional or local action plan."),
    Role.FOCAL_POINT: _("Speaks for a member of the network."),
    Role.EVALUATOR: _("Publishes independent assessments."),
    Role.MODERATOR: _("Moderates contributions."),
    Role.ADMINISTRATOR: _("Manages bodies, people and their rights."),
}

LENT_ROLES = (Role.PROJECT_MANAGER, Role.VALIDATOR)
"""The roles that may be lent."""
