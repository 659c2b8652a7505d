"""Bodies, people and the rights they are granted."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from athar.kernel import clock
from athar.people.accounts import AccountDirectory, Held, active_grants_of
from athar.people.enums import OrganisationKind, Role, TokenKind
from athar.reference.fields import TranslatedField


class Organisation(models.Model):
    """A body that leads, owns or pays: region, ministry, agency, local authorities …"""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER)
    names = TranslatedField()
    abbreviation = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    place = models.ForeignKey(
        "reference.Place", null=True, on_delete=models.PROTECT, related_name="+"
    )
    iati_identifier = models.CharField(max_length=80, blank=True)
    # grows with each change: who edits an older one is told
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["iati_identifier"],
                condition=~Q(iati_identifier=""),
                name="organisation_iati_identifier_once",
            ),
        ]


class Account(AbstractBaseUser):
    """A person who signs in, known by their e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=5, default="ar")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="accounts"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    # when the person asked that their data be erased, and when they were
    erasure_asked_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_active=False, erasure_asked_at=None),
                name="erased_account_is_closed",
            ),
        ]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # what rights_of read, once for each object
    rights_read: tuple[Held, ...] | None = None
    # read with whoever enters, None for others
    enters_with_second_factor: bool | None = None

    objects = AccountDirectory()

    def __str__(self) -> str:
        return self.name or self.email

    def has_grant(self, role: str, scope_keys: Iterable[str]) -> bool:
        """Tell whether a grant in force gives this role in one of the scopes. Queries: 1, once."""
        return self.is_active and any((role, key) in active_grants_of(self) for key in scope_keys)

    def has_role(self, roles: Iterable[str]) -> bool:
        """Tell whether one of these roles is held, over whatever. Queries: 1, once."""
        held = {role for role, _scope in active_grants_of(self)}
        return self.is_active and not held.isdisjoint(roles)


class Grant(models.Model):
    """A role given to a person within a scope: `plan:3`, `organisation:7` or `installation`."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(max_length=120)
    granted_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # the grant of the person who lent it: it counts only while that one is in force
    lent_from = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="lent")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "scope"],
                condition=Q(revoked_at=None),
                name="grant_once_while_in_force",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("granted_at")),
                name="grant_expires_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(lent_from=None) | Q(expires_at__isnull=False),
                name="lent_grant_expires",
            ),
        ]


class Invitation(models.Model):
    """A role offered by mail to whoever reads an address; `turn` voids the links sent before.

    What it offers counts only once it is accepted, and only if who invited may still give it.
    """

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=5)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL)
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(max_length=120)
    role_expires_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="invitation_expires_after_it_starts",
            ),
        ]


class AccessToken(models.Model):
    """What lets a program ask the API more often, or write as the account with its grants.

    A read token opens nothing that is not public; a write token gives no right that the account
    does not hold at that moment. The secret is shown once and never stored: `digest` is its
    SHA-256, `hint` its last letters.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=TokenKind, default=TokenKind.READ)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="token_expires_after_it_starts",
            ),
        ]


class SignIn(models.Model):
    """A browser in which an account is signed in: what kind it is, never where it stands.

    It counts as long as the session does; the address of the network is not kept.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
