"""A wrong setting stops the start, with its name and the mend; secrets are never weak and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.plumbing.settings import Settings, SettingsError, local_settings, to_environment

GOOD = {
    "STEUNSTROMEN_BASE_URL": "https://steun.example.org/",
    "PEOPLE_DATABASE_URL": "sqlite:///people.sqlite",
    "MATCHER_DATABASE_URL": "sqlite:///matcher.sqlite",
    "TRACKER_DATABASE_URL": "sqlite:///tracker.sqlite",
    "NOTIFIER_DATABASE_URL": "sqlite:///notifier.sqlite",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
    "SERVICE_KEYS": '{"2026-11": "abcdefghijklmnopqrstuvwxyz0123456789"}',
    "SMTP_URL": "smtp://mail:25",
    "MAIL_FROM": "steun@example.org",
}


def test_reads_a_whole_environment() -> None:
    settings = Settings.from_environment(GOOD)
    assert settings.base_url == "https://steun.example.org"
    assert settings.https
    assert not settings.demo
    assert set(settings.service_keys) == {"2026-11"}


def test_a_channel_that_is_off_by_itself_is_set_up_by_its_name_also_for_child_processes() -> None:
    settings = Settings.from_environment(GOOD | {"CHANNEL_SOME_WAY": " /srv/there ", "CHANNEL_OTHER": " "})
    assert settings.channels == {"some_way": "/srv/there"}
    assert to_environment(settings)["CHANNEL_SOME_WAY"] == "/srv/there"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_each_missing_setting_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEUNSTROMEN_BASE_URL", "http://steun.example.org"),
        ("STEUNSTROMEN_BASE_URL", "steun.example.org"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 64),
        ("SECRET_KEY", "please-CHANGE-ME-before-you-go-live-01"),
        ("SECRET_KEY", "this-is-the-default-key-of-the-manual-7"),
        ("MAIL_EVENTS_SECRET", "the-secret-of-the-mail-provider-2026"),
        ("SERVICE_KEYS", '{"2026-11": "an-example-key-that-everybody-knows-1"}'),
        ("SERVICE_KEYS", '{"a": "k1-0123456789abcdefghijklmnopqrstuv", "b": "short"}'),
        ("SERVICE_KEYS", "not json"),
        ("SERVICE_KEYS", "{}"),
        ("SERVICE_KEYS", '{"a": "short"}'),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
        ("STEUNSTROMEN_DEMO", "1"),
        ("LEASE_SECONDS", "0"),
        ("TRUSTED_PROXIES", "many"),
        ("BELIEVED_MONTHS", "0"),
    ],
)
def test_unsafe_values_are_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name.removesuffix("_FILE")):
        Settings.from_environment(GOOD | {name: value})


OPENID = {"OPENID_ISSUER": "https://inloggen.example.org/nl", "OPENID_CLIENT_ID": "steun"}


def test_signing_in_elsewhere_is_off_until_it_is_set(tmp_path: Path) -> None:
    assert Settings.from_environment(GOOD).openid is None
    assert Settings.from_environment(GOOD | {"OPENID_CLIENT_ID": "steun", "OPENID_ISSUER": " "}).openid is None
    (tmp_path / "secret").write_text("a secret\n")
    about = {"OPENID_CLIENT_SECRET_FILE": str(tmp_path / "secret"), "OPENID_SECOND_FACTOR": "mfa  urn:x"}
    found = Settings.from_environment(GOOD | OPENID | about).openid
    assert found is not None
    assert (found.client_secret, found.name, found.second_factor) == ("a secret", "OpenID", frozenset({"mfa", "urn:x"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENID_ISSUER", "http://inloggen.example.org"),
        ("OPENID_ISSUER", "http://127.0.0.1:9000"),
        ("OPENID_ISSUER", "https://inloggen.example.org?x=1"),
        ("OPENID_ISSUER", "inloggen.example.org"),
        ("OPENID_NAME", "x" * 41),
        ("OPENID_CLIENT_ID", ""),
        ("OPENID_CLIENT_SECRET", ""),
    ],
)
def test_a_wrong_setting_of_signing_in_elsewhere_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment(GOOD | OPENID | {"OPENID_CLIENT_SECRET": "x", name: value})


def test_local_secrets_are_made_once_and_private(tmp_path: Path) -> None:
    first = local_settings(tmp_path, port=8000, demo=True)
    second = local_settings(tmp_path, port=8000, demo=True)
    assert first.secret == second.secret
    assert dict(first.service_keys) == dict(second.service_keys)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_a_child_process_gets_the_same_settings_and_no_secret_in_its_environment(tmp_path: Path) -> None:
    settings = local_settings(tmp_path, port=8000, demo=True, redis_url="redis://127.0.0.1/0")
    environment = to_environment(settings)
    assert Settings.from_environment(environment) == settings
    assert settings.secret.decode() not in " ".join(environment.values())
