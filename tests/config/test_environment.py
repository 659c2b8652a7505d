"""Settings are read whole or refused with a sentence."""

import datetime as dt
from decimal import Decimal

import pytest

from athar.config.environment import DEVELOPMENT_SECRET, SETTINGS, BadSetting, read_environment
from athar.kernel.progress import Thresholds

SECRET = "s" * 32


def test_every_setting_has_a_default():
    values = read_environment({})

    assert set(values) == {setting.name for setting in SETTINGS}
    assert values["ATHAR_SECRET_KEY"] == DEVELOPMENT_SECRET
    assert values["ATHAR_TODAY"] is None


def test_unknown_name_is_named_in_the_error():
    with pytest.raises(
        BadSetting, match=r"Unknown setting: ATHAR_DATABSE_URL\. Known: ATHAR_ALLOWED"
    ):
        read_environment({"ATHAR_DATABSE_URL": "x", "PATH": "/bin"})


def test_values_are_typed():
    values = read_environment(
        {
            "ATHAR_TODAY": "2025-10-15",
            "ATHAR_LANGUAGES": "fr, ar",
            "ATHAR_BEHIND_PROXY": "Yes",
            "ATHAR_MAX_UPLOAD_MB": "7",
            "ATHAR_BASE_URL": "https://athar.example.org/",
        }
    )

    assert values["ATHAR_TODAY"] == dt.date(2025, 10, 15)
    assert values["ATHAR_LANGUAGES"] == ("fr", "ar")
    assert values["ATHAR_BEHIND_PROXY"] is True
    assert values["ATHAR_MAX_UPLOAD_MB"] == 7
    assert values["ATHAR_BASE_URL"] == "https://athar.example.org"


def test_postgresql_address_becomes_a_database():
    values = read_environment({"ATHAR_DATABASE_URL": "postgresql://u:p%40ss@db.local:5433/athar"})

    assert values["ATHAR_DATABASE_URL"] == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "athar",
        "USER": "u",
        "PASSWORD": "p@ss",
        "HOST": "db.local",
        "PORT": "5433",
    }


def test_sqlite_stands_in_the_data_directory_unless_told(tmp_path):
    default = read_environment({"ATHAR_DATA_DIR": str(tmp_path)})
    told = read_environment({"ATHAR_DATABASE_URL": "sqlite:////srv/x.sqlite3"})

    assert default["ATHAR_DATABASE_URL"]["NAME"] == str(tmp_path / "athar.sqlite3")
    assert told["ATHAR_DATABASE_URL"]["NAME"] == "/srv/x.sqlite3"


def test_mail_address_becomes_a_server():
    values = read_environment({"ATHAR_MAIL_URL": "smtp+starttls://u:p@mail.local"})

    assert values["ATHAR_MAIL_URL"] == {
        "scheme": "smtp+starttls",
        "host": "mail.local",
        "port": 587,
        "user": "u",
        "password": "p",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATHAR_TODAY", "15/10/2025"),
        ("ATHAR_LANGUAGES", "ar,de"),
        ("ATHAR_LANGUAGES", "ar,ar"),
        ("ATHAR_LANGUAGES", ""),
        ("ATHAR_PROFILE", "city"),
        ("ATHAR_DEBUG", "perhaps"),
        ("ATHAR_MAX_UPLOAD_MB", "0"),
        ("ATHAR_MAX_UPLOAD_MB", "²"),
        ("ATHAR_TIME_ZONE", "Africa/Tangier2"),
        ("ATHAR_BASE_URL", "athar.example.org"),
        ("ATHAR_DATABASE_URL", "mysql://u@h/x"),
        ("ATHAR_DATABASE_URL", "postgresql://u@h"),
        ("ATHAR_MAIL_URL", "pigeon://x"),
        ("ATHAR_DIGEST_HOUR", "24"),
        ("ATHAR_DIGEST_WEEKDAY", "0"),
        ("ATHAR_REMINDER_DAYS", "soon"),
        ("ATHAR_REMINDER_DAYS", "-366"),
        ("ATHAR_ESCALATION_DAYS", "7,14"),
        ("ATHAR_ESCALATION_DAYS", "14,7,30"),
        ("ATHAR_ESCALATION_DAYS", "0,7,30"),
        ("ATHAR_SECRET_KEY", "short"),
    ],
)
def test_malformed_value_is_refused_with_its_reason(name, value):
    with pytest.raises(BadSetting, match=r"must |Invalid isoformat"):
        read_environment({name: value})


def test_secret_may_stand_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text(SECRET + "\n", encoding="utf-8")

    values = read_environment({"ATHAR_SECRET_KEY_FILE": str(path)})

    assert values["ATHAR_SECRET_KEY"] == SECRET


def test_secret_is_given_once_and_readable(tmp_path):
    with pytest.raises(BadSetting, match="not both"):
        read_environment({"ATHAR_SECRET_KEY_FILE": "x", "ATHAR_SECRET_KEY": SECRET})
    with pytest.raises(BadSetting, match="cannot be read"):
        read_environment({"ATHAR_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_thresholds_are_read_in_their_order():
    read = read_environment({"ATHAR_STATUS_THRESHOLDS": "0.95, 0.6, 2, 15"})

    assert read["ATHAR_STATUS_THRESHOLDS"] == Thresholds(
        Decimal("0.95"), Decimal("0.6"), Decimal(2), Decimal(15)
    )


@pytest.mark.parametrize(
    "text", ["0.9", "0.7,0.9,1.5,20", "a,b,c,d", "0.9,0.7,0.5,20", "0.9,0.7,1.5,0", "1,2,3,4,5"]
)
def test_thresholds_that_make_no_sense_are_refused(text):
    with pytest.raises(BadSetting, match="ATHAR_STATUS_THRESHOLDS"):
        read_environment({"ATHAR_STATUS_THRESHOLDS": text})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATHAR_DATABASE_URL", "mysql://u:hunter2@h/x"),
        ("ATHAR_DATABASE_URL", "postgresql://u:hunter2@h:99999/x"),
        ("ATHAR_MAIL_URL", "pigeon://u:hunter2@h"),
        ("ATHAR_SECRET_KEY", "hunter2"),
    ],
)
def test_no_message_repeats_a_password(name, value):
    with pytest.raises(BadSetting) as refused:
        read_environment({name: value})

    assert "hunter2" not in str(refused.value)


def test_days_around_a_due_date_are_read_in_their_order():
    read = read_environment({"ATHAR_REMINDER_DAYS": "-7, -1,1", "ATHAR_ESCALATION_DAYS": "3,10,20"})

    assert (read["ATHAR_REMINDER_DAYS"], read["ATHAR_ESCALATION_DAYS"]) == (
        (-7, -1, 1),
        (3, 10, 20),
    )
    assert read_environment({"ATHAR_REMINDER_DAYS": ""})["ATHAR_REMINDER_DAYS"] == ()
