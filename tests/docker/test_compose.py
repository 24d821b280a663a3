"""compose.yaml is valid, complete, and keeps to itself what nobody outside needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from services.cli import cli
from shared.contracts.queues import Queue
from tests.support.compose import VALUES, interpolate, own_services, project, services
from tests.support.source import ROOT

BIN = Path(sys.executable).parent
ONCE = {"migrate"}


def test_it_follows_the_schema_of_compose() -> None:
    command = [f"{BIN}/check-jsonschema", "--builtin-schema", "vendor.compose-spec", f"{ROOT}/compose.yaml"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_dockerfile_has_no_known_mistakes() -> None:
    command = [f"{BIN}/hadolint", "--no-color", f"{ROOT}/docker/Dockerfile"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_command_exists() -> None:
    for name, service in own_services().items():
        assert service["command"][0] in cli.commands, name


def test_every_queue_has_a_worker_of_its_own() -> None:
    workers = [service["command"][1:] for service in own_services().values() if service["command"][0] == "worker"]
    assert sorted(workers) == sorted([queue.value] for queue in Queue)


@pytest.mark.parametrize("missing", ["SITE_ADDRESS", "MAIL_FROM"])
def test_what_has_no_safe_default_must_be_given(missing: str) -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    with pytest.raises(KeyError, match=missing):
        interpolate(text, {name: value for name, value in VALUES.items() if name != missing})


def test_secrets_come_from_files_that_are_not_in_the_project() -> None:
    for secret in project()["secrets"].values():
        assert secret["file"].startswith("./secrets/")
    assert "/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_secret_that_a_container_reads_is_handed_to_it() -> None:
    for name, service in services().items():
        given = {f"/run/secrets/{secret}" for secret in service.get("secrets", [])}
        read = {value for value in service.get("environment", {}).values() if str(value).startswith("/run/secrets/")}
        read |= {part for part in service.get("command", []) if part.startswith("/run/secrets/")}
        assert read <= given, name
        assert set(service.get("secrets", [])) <= set(project()["secrets"]), name


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]
    for name in ("postgres", "redis"):
        assert services()[name]["networks"] == ["back"]
    assert project()["networks"]["back"]["internal"] is True
    assert "back" not in services()["proxy"]["networks"]


def test_every_process_of_ours_has_as_few_rights_as_it_can_do_with() -> None:
    for name, service in own_services().items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    assert "\nUSER 10001:10001\n" in (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")


def test_every_lasting_process_comes_back_and_is_given_time_to_finish() -> None:
    for name, service in services().items():
        if name not in ONCE:
            assert service["restart"] == "unless-stopped", name
            assert service["stop_grace_period"].removesuffix("s").isdigit(), name


def test_every_web_process_and_worker_is_judged_by_what_it_does() -> None:
    for name, service in own_services().items():
        kind = service["command"][0]
        check = service["environment"].get("HEALTH_CHECK", "")
        assert check.startswith("http://127.0.0.1:8000/") == (kind == "web"), name
        assert (check == "worker") == (kind == "worker"), name
    for name in ("proxy", "postgres", "redis"):
        assert services()[name]["healthcheck"]["test"], name


def test_the_queue_never_throws_anything_away() -> None:
    command = " ".join(services()["redis"]["command"])
    assert "--maxmemory-policy noeviction" in command
    assert "--appendonly yes" in command
