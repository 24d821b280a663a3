"""The style page in a real browser: no sideways scroll, no console errors, fingers can hit what they must."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask, flash, redirect, render_template_string
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from shared.kernel.errors import NotAllowedNow
from shared.pages.install import install
from shared.plumbing.web import new_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.hidden, thead'))
    .map(e => e.tagName + '.' + e.className)"""
TAPPED = (
    "button, summary, .button, .nav a, .mark, select, textarea, .choice label, "
    "input:not([type=checkbox], [type=radio], [type=hidden])"
)
SMALL = """found => found
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""


TASKS_PAGE = """{% extends 'pages/base.html' %}{% import 'pages/components.html' as ui %}
{% block content %}<h1>Taken</h1>{{ ui.task_list([task], live=True) }}{% endblock %}"""


@pytest.fixture(scope="module")
def tasks_address() -> Iterator[str]:
    """A page with one task that can be ticked once; ticking it again is refused."""
    app = new_app(__name__, service="tracker", https=False)
    app.secret_key = "only for this test"
    install(app, service="tracker")
    task = {"id": "t1", "text": "Bel het fonds", "done": False, "url": "/tick"}
    app.add_url_rule("/", "show", lambda: render_template_string(TASKS_PAGE, task=task))

    @app.post("/tick")
    def tick() -> Response:
        if task["done"]:
            raise NotAllowedNow("Deze taak is al klaar.")
        task["done"] = True
        flash("De taak is klaar.", "good")
        return redirect("/", 303)

    yield from serve(app)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    yield from serve(app)


def serve(app: Flask) -> Iterator[str]:
    """The address of an application while it is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(browser: Browser, address: str, width: int, **options: object) -> tuple[Page, list[str]]:
    """The style page at a width, and everything the browser complained of."""
    page = browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/stijl")
    return page, complaints


DARK = {"color_scheme": "dark"}
WITHOUT_SCRIPTS = {"java_script_enabled": False}


@pytest.mark.parametrize(("width", "options"), [(320, {}), (320, DARK), (320, WITHOUT_SCRIPTS), (700, {}), (1280, {})])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, width: int, options: dict[str, object]
) -> None:
    page, complaints = open_page(browser, address, width, **options)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE) == []
    assert complaints == []
    page.context.close()


def test_what_is_tapped_is_large_enough(browser: Browser, address: str) -> None:
    page, _complaints = open_page(browser, address, 360)
    tapped = page.locator(TAPPED)
    assert tapped.count() > 30
    assert tapped.evaluate_all(SMALL) == []
    page.context.close()


def test_the_errors_have_the_focus_and_lead_to_their_field(browser: Browser, address: str) -> None:
    page, _complaints = open_page(browser, address, 360)
    assert page.evaluate("document.activeElement.id") == "fouten"
    page.get_by_role("link", name="Vul een bedrag in met cijfers").click()
    assert page.evaluate("location.hash") == "#veld-bedrag"
    page.context.close()


def test_characters_are_counted_and_htmx_is_there_within_the_policy(browser: Browser, address: str) -> None:
    page, complaints = open_page(browser, address, 360)
    page.get_by_label("Wat wilt u doen?").fill("Koken")
    assert page.get_by_text("Nog 395 tekens").is_visible()
    assert page.evaluate("htmx.config.mode") == "same-origin"
    assert complaints == []
    page.context.close()


def test_the_first_tab_leads_to_the_content(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{address}/nowhere")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.context.close()


def test_paper_shows_no_buttons_and_no_menu(browser: Browser, address: str) -> None:
    page, _complaints = open_page(browser, address, 794)
    page.emulate_media(media="print")
    assert page.locator(".nav").is_hidden()
    assert page.locator(".button").first.is_hidden()
    assert page.get_by_role("heading", name="Oordeel").is_visible()
    page.context.close()


def test_ticking_a_task_changes_its_row_and_tells_so_without_leaving_the_page(
    browser: Browser, tasks_address: str
) -> None:
    page = browser.new_context().new_page()
    page.goto(tasks_address)
    page.evaluate("window.samePage = true")
    page.get_by_role("button", name="Afvinken: Bel het fonds").click()
    page.locator("#taak-t1.done").wait_for()
    assert page.locator("#meldingen").inner_text() == "De taak is klaar."
    assert page.evaluate("window.samePage") is True
    page.get_by_role("button", name="Zet terug: Bel het fonds").click()
    page.get_by_text("Deze taak is al klaar.").wait_for()
    assert page.locator("main").count() == 1
    page.context.close()
