"""What stands around every page of the tracker: the same navigation as the matcher's."""

from __future__ import annotations

from urllib.parse import quote

from flask import request

from services.tracker.web.routes import context, notifier
from shared.access.web import current_actor
from shared.pages.frame import NavigationItem, PageFrame
from shared.plumbing.addresses import matcher_path, tracker_path
from shared.wording.texts import gettext as _


def current_frame() -> PageFrame:
    """The frame of this request: who is signed in and where they can go."""
    actor, demo = current_actor(), context().settings.demo
    sources = NavigationItem(_("Bronnen"), matcher_path("/sources"))
    if actor is None:
        here = quote(f"{request.script_root}{request.path}", safe="/")
        return PageFrame(navigation=(sources,), sign_in_url=matcher_path(f"/sign-in?next={here}"), demo=demo)
    unread = notifier().unread_count(actor.person_id)
    return PageFrame(
        navigation=(
            NavigationItem(_("Overzicht"), matcher_path("/")),
            NavigationItem(_("Aanvragen"), tracker_path("/"), active=True),
            NavigationItem(_("Berichten"), matcher_path("/messages"), badge=unread),
            sources,
        ),
        person_name=actor.name,
        sign_out_url=matcher_path("/sign-out"),
        demo=demo,
    )
