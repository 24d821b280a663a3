"""The mails of the demonstration, as their readers see them: nobody else sends or keeps them."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.walking import press
from tests.support.suite import SECONDS


def mail_with(page: Page, base: str, words: str, pattern: str) -> str:
    """What the group of the pattern holds in the mail with these words (html); waits until it is there."""
    reader = page.context.new_page()
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        reader.goto(f"{base}/mailbox")
        for path in [link.get_attribute("href") for link in reader.locator("main a[href^='/mailbox/']").all()[:6]]:
            reader.goto(f"{base}{path}")
            if words in reader.content() and (found := re.search(pattern, reader.content())):
                reader.close()
                return found[1]
        reader.wait_for_timeout(200)
    raise AssertionError(f"no mail with “{words}” came")


def sign_in_with_code(page: Page, base: str, email: str) -> None:
    """From the page that asks for an address to the page after it, with the code of the mail."""
    page.locator("main input[name=email]").fill(email)
    press(page, "Stuur mij een code")
    request_id = urlsplit(page.url).path.rsplit("/", 1)[1]
    code = mail_with(page, base, request_id, r"\b(\d{8})\b")
    page.get_by_label("De code uit de mail").fill(f"{code[:4]} {code[4:]}")
    press(page, "Inloggen")
