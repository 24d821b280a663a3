"""What stands around every page of the matcher."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from shared.access.web import current_actor
from shared.pages.frame import NavigationItem, PageFrame
from shared.plumbing.addresses import matcher_path, tracker_path
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _


def make_frame(settings: Settings, unread: Callable[[str], int]) -> Callable[[], PageFrame]:
    """The function that gives the frame of a page; `unread` counts a person's new messages."""

    def frame() -> PageFrame:
        actor = current_actor()
        if actor is None:
            sign_in = f"/sign-in?next={request.path}" if request.method == "GET" and request.path != "/" else "/sign-in"
            return PageFrame(navigation=(_sources(),), sign_in_url=matcher_path(sign_in), demo=settings.demo)
        return PageFrame(
            navigation=(
                NavigationItem(_("Overzicht"), matcher_path("/"), request.path == "/"),
                NavigationItem(_("Aanvragen"), tracker_path("/")),
                NavigationItem(_("Berichten"), matcher_path("/messages"), _is_in("/messages"), unread(actor.person_id)),
                _sources(),
            ),
            person_name=actor.name,
            sign_out_url=matcher_path("/sign-out"),
            demo=settings.demo,
        )

    return frame


def _sources() -> NavigationItem:
    return NavigationItem(_("Bronnen"), matcher_path("/sources"), _is_in("/sources"))


def _is_in(path: str) -> bool:
    return request.path == path or request.path.startswith(f"{path}/")
