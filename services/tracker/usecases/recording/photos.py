"""Pictures of activities and of receipts: kept beside the database, and given back to who may see the record."""

from __future__ import annotations

from services.tracker.domain.activities import Activity, Photo
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities
from services.tracker.usecases.how_often import UPLOADS, count_once
from services.tracker.usecases.recording.activities import READ, UPDATE, Recording, changing_activity
from services.tracker.usecases.room import check_room
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads import Checked, FileKind, Store, store_of
from shared.wording.texts import gettext as _

RIGHT = UPDATE
PICTURES = frozenset({FileKind.JPG, FileKind.PNG})
RECEIPTS = PICTURES | {FileKind.PDF}
MAX_PHOTOS = 20


def store(ctx: TrackerContext) -> Store:
    """Where pictures are kept."""
    return store_of(ctx.settings, "activities")


def add_photo(
    ctx: TrackerContext,
    actor: Actor,
    activity_id: str,
    *,
    picture: Checked,
    cost_id: str | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Activity:
    """Adds a picture to an activity, or a receipt to one of its costs. Raises InvalidInput, NotFound, Stale."""
    with changing_activity(ctx, actor, activity_id, once=once, expected_version=expected_version) as (act, before):
        if cost_id is not None and all(cost.id != cost_id for cost in before.costs):
            raise NotFound(_("Deze kosten zijn niet gevonden."))
        keep_photo(ctx, act, before, picture, cost_id)
        after = activities.change(act.work.connection, actor.scope, before)
        act.note("photo_added", after)
    return after


def keep_photo(ctx: TrackerContext, act: Recording, one: Activity, picture: Checked, cost_id: str | None) -> None:
    """Puts the picture in the store, then keeps its row; bytes without a row are swept up later."""
    if len(one.photos) >= MAX_PHOTOS:
        field, message = "photos", _("Bij één activiteit passen 20 foto's en bonnen.")
        raise InvalidInput([FieldError(field, "too_many", message)])
    count_once(ctx, act.actor, UPLOADS)
    check_room(act.work.connection, act.actor.scope, one.place_id, picture, field="photos")
    photo = Photo(
        id=new_id(),
        activity_id=one.id,
        place_id=one.place_id,
        cost_id=cost_id,
        stored_as=store(ctx).put(picture.data),
        name=picture.name,
        media_type=picture.media_type,
        size=picture.size,
        added_by=act.actor.person_id,
        added_at=act.now,
    )
    activities.add_photo(act.work.connection, act.actor.scope, photo)


def read_photo(ctx: TrackerContext, actor: Actor, photo_id: str) -> tuple[Photo, bytes]:
    """A picture and its bytes. Raises NotFound when it does not exist or this person may not see it."""
    with ctx.database.read() as connection:
        photo = activities.photo(connection, actor.scope, photo_id)
    require(actor, READ, place_id=photo.place_id)
    return photo, store(ctx).get(photo.stored_as)
