"""The settings an operator may give, read from the environment and checked at start."""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from athar.config.addresses import database, mail, site
from athar.config.days import days_around, rungs, within
from athar.kernel.progress import Thresholds

DEVELOPMENT_SECRET = "development only: give ATHAR_SECRET_KEY before you open the doors"  # noqa: S105 - refused beyond loopback
#: Values that may hold a password: no message repeats them.
SECRETS = {"ATHAR_DATABASE_URL", "ATHAR_MAIL_URL", "ATHAR_OIDC_SECRET", "ATHAR_SECRET_KEY"}
KNOWN_LANGUAGES = ("ar", "fr", "en")


class BadSetting(Exception):  # noqa: N818 - named for the operator
    """A setting is unknown or its value cannot be read; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, the text taken when it is absent, how to read it, what it is for."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


def _text(value: str) -> str:
    return value


def _directory(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return read


def _yes_no(value: str) -> bool:
    words = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if value.lower() not in words:
        raise ValueError("must be yes or no")
    return words[value.lower()]


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _languages(value: str) -> tuple[str, ...]:
    languages = _names(value)
    unknown = [name for name in languages if name not in KNOWN_LANGUAGES]
    if unknown or not languages or len(set(languages)) != len(languages):
        raise ValueError(f"must list each of {', '.join(KNOWN_LANGUAGES)} at most once")
    return languages


def _roles(value: str) -> tuple[str, ...]:
    from athar.people.enums import Role  # the settings are read before models can be

    roles = _names(value)
    if set(roles) - set(Role.values):
        raise ValueError(f"must list roles among {', '.join(Role.values)}")
    return roles


def _positive(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if number < 1:
        raise ValueError("must be a whole number of 1 or more")
    return number


def _date(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _time_zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("must be a time zone such as Africa/Casablanca") from error
    return value


def _thresholds(value: str) -> Thresholds:
    parts = value.split(",")
    try:
        limits = Thresholds(*(Decimal(part.strip()) for part in parts))
    except (ArithmeticError, TypeError) as error:
        raise ValueError("must be four numbers such as 0.9,0.7,1.5,20") from error
    if len(parts) != 4 or not 0 < limits.at_risk < limits.on_track <= 1:
        raise ValueError("must be four numbers, the first at most 1 and above the second")
    if limits.stale_periods < 1 or limits.gap_points <= 0:
        raise ValueError("must have 1 or more as its third number and more than 0 as its fourth")
    return limits


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ATHAR_DATABASE_URL",
        "",
        database,
        "Database: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`. Empty: `athar.sqlite3` in the data directory.",
    ),
    Setting(
        "ATHAR_DATA_DIR",
        "var",
        _directory,
        "Directory of everything that is written: database file, evidence files, logs.",
    ),
    Setting(
        "ATHAR_PROFILE",
        "region",
        _one_of("region", "country", "network"),
        "What the installation hosts; decides the home page.",
    ),
    Setting(
        "ATHAR_HOST_NAME",
        "",
        _text,
        "Name of the host body beside the mark. Empty: the owner of the first published plan.",
    ),
    Setting(
        "ATHAR_LANGUAGES", "ar,fr,en", _languages, "Languages offered, the first one by default."
    ),
    Setting(
        "ATHAR_BOUNDARIES",
        "",
        _names,
        "Boundary sets drawn on maps, by code, in order of preference. Empty: every set loaded.",
    ),
    Setting(
        "ATHAR_TODAY",
        "",
        _date,
        "Freezes the date (YYYY-MM-DD) for demonstrations; pages then carry a banner.",
    ),
    Setting(
        "ATHAR_REPORT_JUMP",
        "30",
        _positive,
        "From how many points a rise of physical progress since the last report is asked about.",
    ),
    Setting(
        "ATHAR_STATUS_THRESHOLDS",
        "0.9,0.7,1.5,20",
        _thresholds,
        "Limits of the computed statuses: on track and at risk from which ratio, silent after how "
        "many reporting periods, gap between works and payments from how many points.",
    ),
    Setting(
        "ATHAR_TIME_ZONE", "Africa/Casablanca", _time_zone, "Time zone in which days begin and end."
    ),
    Setting("ATHAR_SECRET_KEY", "", _text, "Secret that signs sessions: at least 32 characters."),
    Setting(
        "ATHAR_SECRET_KEY_FILE",
        "",
        _text,
        "File that holds the secret, instead of ATHAR_SECRET_KEY.",
    ),
    Setting("ATHAR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", _names, "Host names answered."),
    Setting(
        "ATHAR_BASE_URL",
        "",
        site,
        "Public address of the installation, used in permanent addresses and mails. Empty: taken from the request.",
    ),
    Setting(
        "ATHAR_BEHIND_PROXY",
        "no",
        _yes_no,
        "Whether a proxy in front sets X-Forwarded-Proto; cookies are then sent over https only.",
    ),
    Setting(
        "ATHAR_MAIL_URL",
        "console:",
        mail,
        "How mail leaves: `console:` prints it, `smtp://USER:PASSWORD@HOST:PORT` sends it (also `smtps://`, `smtp+starttls://`).",
    ),
    Setting("ATHAR_MAIL_FROM", "athar@localhost", _text, "Sender of mails."),
    Setting(
        "ATHAR_DIGEST_HOUR",
        "7",
        within(0, 23),
        "From which hour of the day on digests leave.",
    ),
    Setting(
        "ATHAR_DIGEST_WEEKDAY",
        "1",
        within(1, 7),
        "Day of the weekly digest, from 1 (Monday) to 7 (Sunday).",
    ),
    Setting(
        "ATHAR_REMINDER_DAYS",
        "-7,-1,1,7",
        days_around,
        "Days on which people are reminded of what they owe, counted from its due date. Empty: never.",
    ),
    Setting(
        "ATHAR_ESCALATION_DAYS",
        "7,14,30",
        rungs,
        "How many days after the due date the other managers of the body, then the coordinator, then validators and administrators are told of a late report.",
    ),
    Setting(
        "ATHAR_MAIL_LOG_DAYS",
        "90",
        _positive,
        "For how many days it is kept to whom a digest was sent and when.",
    ),
    Setting(
        "ATHAR_UPLOAD_DAYS",
        "90",
        _positive,
        "For how many days a file given for import waits to be applied.",
    ),
    Setting(
        "ATHAR_INVITATION_DAYS",
        "90",
        _positive,
        "For how many days an invitation is kept that ran out, was withdrawn or accepted.",
    ),
    Setting(
        "ATHAR_DRAFT_DAYS",
        "180",
        _positive,
        "For how many days what somebody typed into a form of a plan waits to be kept.",
    ),
    Setting(
        "ATHAR_MAX_UPLOAD_MB",
        "25",
        _positive,
        "Largest file accepted as evidence or for import, in megabytes.",
    ),
    Setting(
        "ATHAR_MAX_PHOTO_MB",
        "15",
        _positive,
        "Largest photograph accepted as evidence, in megabytes.",
    ),
    Setting(
        "ATHAR_API_LIMIT",
        "300",
        _positive,
        "Requests to the API in a minute from one address, without a token.",
    ),
    Setting(
        "ATHAR_API_TOKEN_LIMIT",
        "3000",
        _positive,
        "Requests to the API in a minute with one token.",
    ),
    Setting(
        "ATHAR_API_WRITE_LIMIT",
        "60",
        _positive,
        "Requests that write to the API in a minute with one write token.",
    ),
    Setting(
        "ATHAR_FORM_LIMIT",
        "120",
        _positive,
        "Forms sent in a minute by one account, or from one address by whoever is not signed in.",
    ),
    Setting(
        "ATHAR_SECOND_FACTOR_FOR",
        "validator,plan_editor,plan_coordinator,focal_point,evaluator,moderator,administrator",
        _roles,
        "Roles whose holders open the desk only with a second factor. Empty: nobody is asked for one.",
    ),
    Setting(
        "ATHAR_OIDC_URL",
        "",
        site,
        "Identity server (OpenID Connect) at which people may sign in: its issuer, such as https://id.example.org/realms/a. Empty: none.",
    ),
    Setting("ATHAR_OIDC_NAME", "", _text, "Its name on the page where people sign in."),
    Setting("ATHAR_OIDC_CLIENT", "", _text, "Under which name it knows this installation."),
    Setting("ATHAR_OIDC_SECRET", "", _text, "The secret it gave this installation."),
    Setting(
        "ATHAR_PAGE_STORE_MB",
        "8",
        _positive,
        "Memory in which each web worker keeps rendered pages, in megabytes.",
    ),
    Setting(
        "ATHAR_LOG_LEVEL",
        "INFO",
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "How much is written to standard error.",
    ),
    Setting("ATHAR_DEBUG", "no", _yes_no, "Developer's error pages. Never on a public server."),
)


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    known = {setting.name for setting in SETTINGS}
    given = {name: value for name, value in environ.items() if name.startswith("ATHAR_")}
    unknown = sorted(set(given) - known)
    if unknown:
        raise BadSetting(
            f"Unknown setting: {', '.join(unknown)}. Known: {', '.join(sorted(known))}."
        )
    return given


def _secret(values: dict[str, Any]) -> str:
    path = values["ATHAR_SECRET_KEY_FILE"]
    if path and values["ATHAR_SECRET_KEY"]:
        raise BadSetting("Give ATHAR_SECRET_KEY or ATHAR_SECRET_KEY_FILE, not both.")
    try:
        secret = (
            Path(path).read_text(encoding="utf-8").strip() if path else values["ATHAR_SECRET_KEY"]
        )
    except OSError as error:
        raise BadSetting(f"ATHAR_SECRET_KEY_FILE cannot be read: {error.strerror}.") from error
    if (path or secret) and len(secret) < 32:
        raise BadSetting("The secret must have at least 32 characters.")
    return secret or DEVELOPMENT_SECRET


def read_environment(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read every setting.

    Shape: name → value, one entry per row of SETTINGS, with ATHAR_SECRET_KEY resolved.
    Errors: BadSetting when a name is unknown or a value cannot be read.
    """
    given = _given(os.environ if environ is None else environ)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = given.get(setting.name, setting.default).strip()
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            given_as = setting.name if setting.name in SECRETS else f"{setting.name}={text!r}"
            raise BadSetting(f"{given_as}: {error}.") from error
    values["ATHAR_SECRET_KEY"] = _secret(values)
    if values["ATHAR_OIDC_URL"] and not values["ATHAR_OIDC_CLIENT"]:
        raise BadSetting("ATHAR_OIDC_URL needs ATHAR_OIDC_CLIENT.")
    named = values["ATHAR_DATABASE_URL"]
    if not named["NAME"]:
        named["NAME"] = str(values["ATHAR_DATA_DIR"] / "athar.sqlite3")
    return values
