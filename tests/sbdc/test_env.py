import pytest
from django.core.exceptions import ImproperlyConfigured

from sbdc import env


def test_text_comes_from_the_variable(monkeypatch):
    monkeypatch.setenv("NETWORK_NAME", "Red CDE")

    assert env.text("NETWORK_NAME") == "Red CDE"


def test_text_comes_from_the_file_that_name_file_points_to(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(secret))

    assert env.text("SECRET_KEY") == "from a file"


def test_an_unreadable_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE cannot be read"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_secret_key_says_what_to_set(monkeypatch, value):
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("SECRET_KEY", value)

    with pytest.raises(ImproperlyConfigured, match=r"Set SECRET_KEY \(or SECRET_KEY_FILE\)"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(("value", "expected"), [("on", True), ("OFF", False)])
def test_a_flag_is_on_or_off(monkeypatch, value, expected):
    monkeypatch.setenv("SBDC_DEMO", value)

    assert env.flag("SBDC_DEMO") is expected


@pytest.mark.parametrize("value", ["true", "1", "yes", " "])
def test_any_other_flag_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SBDC_DEMO", value)

    with pytest.raises(ImproperlyConfigured, match="SBDC_DEMO must be 'on' or 'off'"):
        env.flag("SBDC_DEMO")


@pytest.mark.parametrize("value", ["-1", "101", "many", "15.5"])
def test_a_number_outside_its_range_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SBDC_P_PERCENT", value)

    with pytest.raises(ImproperlyConfigured, match="SBDC_P_PERCENT must be a whole number from 1"):
        env.number("SBDC_P_PERCENT", default=15, least=1, most=100)


def test_names_are_split_and_stripped(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")

    assert env.names("ALLOWED_HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["mysql://user@host/name", "not a url", "sqlite3:/x", "12"])
def test_a_database_url_of_another_kind_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database("DATABASE_URL", "sqlite:///:memory:")


@pytest.mark.parametrize("value", ["example.org", "ftp://example.org", "https://"])
def test_a_web_address_needs_scheme_and_host(monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL must be a web address"):
        env.web_address("SITE_URL", "http://127.0.0.1:8000")


def test_a_web_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://sbdc.example.org/")

    assert env.web_address("SITE_URL", "") == "https://sbdc.example.org"


@pytest.mark.parametrize("value", ["smtp.example.org", "pop3://host", "smtp://host:many"])
def test_a_mail_url_of_another_kind_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value)

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is not a mail URL"):
        env.mail("EMAIL_URL", "consolemail://")


POSTGRESQL = env.database("-", "postgres://sbdc@main/sbdc")


def test_a_replica_is_optional_and_read_only(monkeypatch):
    monkeypatch.delenv("REPLICA_URL", raising=False)
    assert env.replica("REPLICA_URL", POSTGRESQL) is None

    monkeypatch.setenv("REPLICA_URL", "postgres://reader@copy/sbdc")

    entry = env.replica("REPLICA_URL", POSTGRESQL)
    assert entry["HOST"] == "copy"
    assert "read_only=on" in entry["OPTIONS"]["options"]


@pytest.mark.parametrize(
    ("url", "primary", "sentence"),
    [
        ("postgres://reader@copy/sbdc", "sqlite:///x", "REPLICA_URL needs a PostgreSQL database"),
        ("sqlite:///copy", "postgres://sbdc@main/sbdc", "REPLICA_URL must begin with postgres://"),
        ("yes", "postgres://sbdc@main/sbdc", "REPLICA_URL must begin with postgres://"),
        ("postgres://reader@main/sbdc", "postgres://sbdc@main/sbdc", "names the same database"),
    ],
)
def test_a_replica_that_cannot_be_one_stops_the_start(monkeypatch, url, primary, sentence):
    monkeypatch.setenv("REPLICA_URL", url)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        env.replica("REPLICA_URL", env.database("-", primary))
