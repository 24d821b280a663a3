"""What people call the thing in their hands: `Firefox op Android`. Guessed, and only to recognise one's own."""

from __future__ import annotations

from werkzeug.wrappers import Request

from shared.wording.texts import gettext as _

BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox")),
    *(("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def browser_words(request: Request) -> str:
    """Browser and system in words, at most 60 letters; none of what was sent is repeated."""
    sent = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS if sign in sent), "")
    system = next((name for sign, name in SYSTEMS if sign in sent), "")
    if browser and system:
        return _("%(browser)s op %(system)s", browser=browser, system=system)
    return browser or system or _("Onbekende browser")
