"""Walking as a person does: by links and buttons, waiting for each page, and looking whether it fits a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

PHONE = {"width": 360, "height": 740}
NewPhone = Callable[[bool], Page]
"""Gives a telephone of its own; the answer to whether it runs scripts goes in."""


def fits(page: Page) -> None:
    """Nothing sticks out sideways, once the page is there as a whole."""
    page.wait_for_load_state("load")
    width = page.locator("html").evaluate("node => node.scrollWidth")
    assert width <= PHONE["width"], f"{page.url} is {width} wide"


def go(page: Page, thing: Locator) -> None:
    """Clicks on what leads to another page, waits for that page, and looks whether it fits.

    A click alone returns while the old page is still there: what is asked of it next then hits the old page, or none.
    """
    with page.expect_navigation():
        thing.click()
    fits(page)


def press(page: Page, name: str) -> None:
    """The button with this text."""
    go(page, page.locator("main").get_by_role("button", name=name, exact=True).first)


def follow(page: Page, name: str) -> None:
    """The link with this text."""
    go(page, page.locator("main").get_by_role("link", name=name, exact=True).first)


def unfold(page: Page, name: str) -> None:
    """Opens what is folded away under this text."""
    page.locator("main summary").filter(has_text=name).first.click()


def write(page: Page, **texts: str) -> None:
    """Types in fields; two underscores stand for a dot in the name of a field."""
    for name, text in texts.items():
        page.locator(f"main [name='{name.replace('__', '.')}']").first.fill(text)


def choose(page: Page, **answers: str) -> None:
    """Picks the answers of questions, by their code."""
    for name, value in answers.items():
        page.locator(f"main input[name='{name}'][value='{value}']").check()


def tick(page: Page, name: str) -> None:
    """Ticks a box that stands alone."""
    page.locator(f"main input[type=checkbox][name='{name}']").check()
