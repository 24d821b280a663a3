"""Takes the pictures in this folder from a running demonstration.

Start `make run`, copy the sign-in link of an example person from what it prints, then:
`.venv/bin/python docs/screenshots/take.py LINK`. It starts one application for the person's first need.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
WIDTHS = {"": (1280, 1250), "-phone": (360, 780)}


def picture(page: Page, name: str) -> None:
    """The part of the page that a person sees first, at both widths."""
    for suffix, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=FOLDER / f"{name}{suffix}.png")


def walk(page: Page, link: str) -> None:
    """From the start page to an application and its messages, with a picture of each page."""
    page.goto(urljoin(link, "/"))
    picture(page, "start")
    page.goto(link)
    page.locator("main button").click()
    page.locator("main a[href$='/matches']").first.click()
    picture(page, "matches")
    page.locator("main .card-title a").first.click()
    picture(page, "match")
    page.locator("main form[action$='/tracker/applications'] button").first.click()
    page.wait_for_url("**/tracker/applications/**")
    picture(page, "application")
    page.wait_for_timeout(3000)  # the message about it takes its way through the queue
    page.goto(urljoin(link, "/messages"))
    picture(page, "messages")
    page.goto(urljoin(link, "/stijl"))
    picture(page, "style")


def main(link: str) -> None:
    """Takes all pictures; `link` is the sign-in link of an example person."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        walk(browser.new_page(locale="nl-NL", color_scheme="light"), link)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
