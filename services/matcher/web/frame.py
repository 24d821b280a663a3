"""What stands around every page of the matcher."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from shared.access.web import current_actor
from shared.pages.frame import PageFrame, frame_of
from shared.plumbing.settings import Settings


def make_frame(settings: Settings, unread: Callable[[str], int]) -> Callable[[], PageFrame]:
    """The function that gives the frame of a page; `unread` counts a person's new messages."""

    def frame() -> PageFrame:
        # Only a page that can be opened again is a place to come back to after signing in.
        path = request.path if request.method == "GET" else "/"
        return frame_of(current_actor(), path=path, unread=unread, demo=settings.demo)

    return frame
