"""What stands around the content of a page: navigation, who is signed in, whether this is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass


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
