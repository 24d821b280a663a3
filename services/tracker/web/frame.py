"""What stands around every page of the tracker: the same as around the matcher's."""

from __future__ import annotations

from flask import request

from services.tracker.web.routes import context, notifier
from shared.access.web import current_actor
from shared.pages.frame import PageFrame, frame_of


def current_frame() -> PageFrame:
    """The frame of this request: who is signed in and where they can go."""
    path = f"{request.script_root}{request.path}"
    return frame_of(current_actor(), path=path, unread=notifier().unread_count, demo=context().settings.demo)
