"""Both APIs against their own documents: `python -m tests.standards.run`. One line per check; not 0 when one fails.

A generator (schemathesis) asks every operation, with what the document allows and what it does not, as somebody of a
board. Bounded: so many requests for each operation, and as many seconds as it may take.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.support.processes import free_port
from tests.support.suite import RunningSuite, running_suite

WHO = "Ruben"
DOCUMENTS = {"matcher": "/api/v1/openapi.json", "tracker": "/tracker/api/v1/openapi.json"}
CHECKS = {
    "not_a_server_error": "no answer is an error of ours",
    "ignored_auth": "nothing that asks for a sign-in answers without one",
    "status_code_conformance": "every status is declared",
    "content_type_conformance": "every kind of answer is declared",
    "response_schema_conformance": "every answer has the declared shape",
}
SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    """What came of one check on one document; `found` is what was said of it."""

    service: str
    check: str
    passed: bool
    found: str = ""


def main(arguments: list[str]) -> int:
    """Runs all of it and prints the outcome."""
    parser = argparse.ArgumentParser(description="Both APIs against their own documents.")
    parser.add_argument("--each", type=int, default=6, help="requests for each operation, at most (6)")
    parser.add_argument("--service", choices=[*DOCUMENTS], action="append")
    chosen = parser.parse_args(arguments)
    failed = 0
    for outcome in outcomes(chosen.service or [*DOCUMENTS], chosen.each):
        failed += not outcome.passed
        print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.service}: {CHECKS[outcome.check]}", flush=True)
        if outcome.found:
            print(outcome.found, flush=True)
    return 1 if failed else 0


def outcomes(services: list[str], each: int) -> Iterator[Outcome]:
    """What came of every check on each of these services."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with running_suite(home / "data", free_port(), home / "suite.log") as suite:
            for service in services:
                yield from _outcomes_of(service, suite, each)


def _outcomes_of(service: str, suite: RunningSuite, each: int) -> Iterator[Outcome]:
    command, where = _command(suite, DOCUMENTS[service], each), suite.data_dir.parent
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False, timeout=SECONDS)
    said = done.stdout + done.stderr
    if "Test cases:" not in said:
        raise RuntimeError(f"the generator did not run:\n{said}")
    for check in CHECKS:
        found = [part for part in re.split(r"\n(?=\d+\. Test Case)", said) if TITLES[check].search(part)]
        yield Outcome(service, check, not found, "\n".join(found))
    if done.returncode and not any(title.search(said) for title in TITLES.values()):
        raise RuntimeError(f"the generator failed otherwise:\n{said}")


TITLES = {
    "not_a_server_error": re.compile("Server error|Network Error|timed out", re.I),
    "ignored_auth": re.compile(r"authentication", re.I),
    "status_code_conformance": re.compile("Undocumented HTTP status", re.I),
    "content_type_conformance": re.compile("Undocumented Content-Type|Missing Content-Type|Malformed media", re.I),
    "response_schema_conformance": re.compile("violates schema|JSON deserialization", re.I),
}


def _command(suite: RunningSuite, document: str, each: int) -> list[str]:
    cookie, token = _signed_in(suite)
    # Signing out would end the session that all of it needs.
    options = ["--exclude-operation-id", "deleteSession", "--phases", "fuzzing", "--max-examples", str(each)]
    options += ["--generation-deterministic", "--continue-on-failure", "--no-shrink", "--no-color", "--warnings", "off"]
    headers = ["-H", f"Cookie: session={cookie}", "-H", f"X-CSRF-Token: {token}"]
    program = str(Path(sys.executable).with_name("schemathesis"))
    return [program, "run", f"{suite.base}{document}", "--checks", ",".join(CHECKS), *options, *headers]


def _signed_in(suite: RunningSuite) -> tuple[str, str]:
    """The cookie and form token of an example person."""
    session, link = requests.Session(), suite.demo_link(WHO)
    token = re.search(r'name="csrf_token" value="([^"]+)"', session.get(link).text)
    assert token, "the sign-in page holds no form"
    session.post(link, data={"csrf_token": token[1]})
    return session.cookies["session"], session.get(f"{suite.base}/api/v1/sessions/current").json()["csrfToken"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
