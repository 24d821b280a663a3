"""Places in trust, and what a place shares, as JSON."""

from __future__ import annotations

from typing import Any

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, named_as_sent
from services.matcher.api.people_schemas import ClaimIn, HeldOut, NewPlaceOut, SharingIn, SharingOut, TrustIn
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.people import claim_place, keep_in_trust
from services.matcher.usecases.people import share_facts as sharing
from services.matcher.usecases.places.place import READ
from services.matcher.usecases.places.register_place import read_place
from shared.access.directory import Organisation
from shared.access.rights import SIGNED_IN
from shared.access.web import asks_new_proof, current_actor, require_actor
from shared.plumbing.idempotency import Once

TAGS = ("trust",)


@api.endpoint(
    "POST",
    "/trust",
    summary="Neem een plek in bewaring",
    right=SIGNED_IN,
    body=TrustIn(),
    answer=NewPlaceOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_trust(body: Given, once: Once) -> Organisation:
    """For volunteers and coordinators: nothing is handed in or paid for it until its own people take it over."""
    regions = current_catalogue(context().database).regions
    with named_as_sent(body, lambda: read_place(body, regions)):
        return keep_in_trust.keep_in_trust(context(), require_actor(), body, once=once)


@api.endpoint("GET", "/trust/<place_id>", summary="Een plek in bewaring", right=READ, answer=HeldOut(), tags=TAGS)
def get_trust(place_id: str) -> Any:
    """With the code that works now, for who keeps it and for coordinators."""
    return keep_in_trust.see_trust(context(), require_actor(), place_id)


@api.endpoint("POST", "/trust/<place_id>/code", summary="Maak een nieuwe code", right=READ, answer=HeldOut(), tags=TAGS)
@asks_new_proof
def create_code(place_id: str) -> Any:
    """The code before stops working."""
    sheet = keep_in_trust.make_code(context(), require_actor(), place_id)
    return sheet.place, sheet


@api.endpoint(
    "POST", "/claims", summary="Neem een plek over", right=SIGNED_IN, body=ClaimIn(), answer=NewPlaceOut(), tags=TAGS
)
@asks_new_proof
def create_claim(body: dict[str, Any]) -> Organisation:
    """With the code of the sheet; five tries for a code."""
    return claim_place.claim_place(context(), require_actor(), body["code"], helper_stays=body["helper_stays"])


@api.endpoint(
    "GET", "/places/<place_id>/sharing", summary="Wat een plek deelt", right=READ, answer=SharingOut(), tags=TAGS
)
def get_sharing(place_id: str) -> Any:
    """Groups of facts by audience."""
    return _written(sharing.see_sharing(context(), current_actor(), place_id))


@api.endpoint(
    "PUT",
    "/places/<place_id>/sharing",
    summary="Verander wat een plek deelt",
    right=sharing.CHANGE,
    body=SharingIn(),
    answer=SharingOut(),
    tags=TAGS,
)
@asks_new_proof
def put_sharing(place_id: str, body: dict[str, Any]) -> Any:
    """It holds at once. Only for people of the place itself."""
    return _written(sharing.share_facts(context(), current_actor(), place_id, body))


def _written(shared: Any) -> dict[str, list[str]]:
    return {audience.value: sorted(group.value for group in groups) for audience, groups in shared.groups.items()}
