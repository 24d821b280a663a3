"""The people of the demonstration, each with a telephone of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import Page, expect

from shared.kernel.clock import SystemClock, today_in_amsterdam
from tests.browser.walking import NewPhone, follow, go
from tests.services.tracker.payouts import made
from tests.support.suite import RunningSuite

PLAN = "Vrijdagavond voor tieners uit Spangen"
TODAY = today_in_amsterdam(SystemClock()).isoformat()
WITHOUT_SCRIPTS = ("Joke", "Hatice", "Sandra")


@dataclass
class Team:
    """The telephones, each signed in when it is first taken up; some run no scripts."""

    suite: RunningSuite
    new_phone: NewPhone
    phones: dict[str, Page] = field(default_factory=dict)

    def signed_in(self, name: str) -> Page:
        """The telephone of this person, where it was left; signed in when it is first taken up."""
        if name not in self.phones:
            page = self.phones[name] = self.new_phone(name not in WITHOUT_SCRIPTS)
            page.goto(self.suite.demo_link(name))
            go(page, page.locator("main button"))
        return self.phones[name]

    def at_applications(self, name: str) -> Page:
        """The telephone of this person, with the list of applications open."""
        page = self.signed_in(name)
        go(page, page.locator("header").get_by_role("link", name="Aanvragen"))
        return page

    def at_plan(self, name: str) -> Page:
        """The telephone of this person, with the application open."""
        page = self.at_applications(name)
        follow(page, PLAN)
        return page


class Picture(TypedDict):
    """A file as a form takes it."""

    name: str
    mimeType: str
    buffer: bytes


def at_part(team: Team, name: str) -> Page:
    """The telephone of a partner, with what the parties do together."""
    page = team.at_applications(name)
    follow(page, "Samen aanvragen")
    follow(page, PLAN)
    return page


def says(page: Page, text: str) -> None:
    """The page tells this."""
    expect(page.locator("main")).to_contain_text(text)


def photo(name: str) -> Picture:
    """A picture as a telephone takes it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": made.photo()}
