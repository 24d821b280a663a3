"""What stands around the content of a page: navigation, who is signed in, whether this is a demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from shared.access.actors import Actor
from shared.plumbing.addresses import TRACKER_PREFIX, matcher_path, tracker_path
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation; `badge` is a count that wants attention, 0 shows nothing."""

    label: str
    url: str
    active: bool = False
    badge: int = 0


@dataclass(frozen=True)
class PageFrame:
    """Everything around the content of a page. Addresses are complete paths; an empty one leaves its part out."""

    home_url: str = "/"
    navigation: tuple[NavigationItem, ...] = ()
    person_name: str = ""
    place_name: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    demo: bool = False
    mailbox_url: str = "/mailbox"


def frame_of(actor: Actor | None, *, path: str, unread: Callable[[str], int], demo: bool) -> PageFrame:
    """The one navigation of the suite, the same in both services.

    `path` is the whole path of this page, as the browser shows it; `unread` counts a person's new messages.
    """
    sources = NavigationItem(_("Bronnen"), matcher_path("/sources"), _is_in(path, "/sources"))
    if actor is None:
        there = "" if path == "/" else f"?next={quote(path, safe='/')}"
        return PageFrame(navigation=(sources,), sign_in_url=matcher_path(f"/sign-in{there}"), demo=demo)
    messages = matcher_path("/messages")
    return PageFrame(
        navigation=(
            NavigationItem(_("Overzicht"), matcher_path("/"), path == "/"),
            NavigationItem(_("Aanvragen"), tracker_path("/"), _is_in(path, TRACKER_PREFIX)),
            NavigationItem(_("Berichten"), messages, _is_in(path, messages), unread(actor.person_id)),
            sources,
        ),
        person_name=actor.name,
        account_url=matcher_path("/account/security"),
        sign_out_url=matcher_path("/sign-out"),
        demo=demo,
    )


def _is_in(path: str, part: str) -> bool:
    return path == part or path.startswith(f"{part}/")
