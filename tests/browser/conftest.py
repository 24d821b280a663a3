"""A real browser on a phone's width, and the whole suite to walk through."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.team import Team
from tests.browser.walking import PHONE, NewPhone
from tests.support import processes
from tests.support.suite import RunningSuite, running_suite


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    """The whole suite in demo mode, as `make run` starts it."""
    folder = tmp_path_factory.mktemp("suite")
    with running_suite(folder / "data", processes.free_port(), folder / "suite.log") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; skipped where none is installed (`make browser-tests` installs it as root)."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium on this machine; `make browser-tests` installs it as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def _is_complaint(message: ConsoleMessage) -> bool:
    # Chromium calls each answer of 400 and more an error. A form that comes back with its errors is one; so is a page
    # that is not there for this person any more: whether that is right, the test says. What a page loads must be there.
    if message.type != "error" or "status of 400" in message.text:
        return False
    is_page = message.page is not None and message.location["url"] == message.page.url
    return not (is_page and ("status of 404" in message.text or "status of 409" in message.text))


@pytest.fixture
def new_phone(browser: Browser) -> Iterator[NewPhone]:
    """Gives a page of its own at a phone's width, with scripts or without; fails on errors in the console."""
    contexts, complaints = [], []

    def open_phone(scripts: bool) -> Page:
        context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="nl-NL")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(new_phone: NewPhone, request: pytest.FixtureRequest) -> Page:
    """One page at a phone's width, with scripts and without."""
    return new_phone(request.param)


@pytest.fixture
def team(suite: RunningSuite, new_phone: NewPhone) -> Team:
    """The people of the demonstration, each with a telephone."""
    return Team(suite, new_phone)
