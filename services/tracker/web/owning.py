"""Who does an application: shown on its page, and given to somebody else."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.records import Application
from services.tracker.usecases.handing_over.give_application import give_application, people_for
from services.tracker.usecases.handing_over.plan_handover import OWN_WORK
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.routes import blueprint, context
from shared.access import directory
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_ID = 100


def _people(dossier: Dossier) -> dict[str, Any]:
    return {"people": list(people_for(context(), require_actor(), dossier.application).items())}


owner_page = FormPage("applications/owner.html", _people)


@page(blueprint, "GET", "/applications/<application_id>/owner", right=OWN_WORK)
def owner_form(application_id: str) -> str:
    """Who can do this from now on."""
    return owner_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/owner", right=OWN_WORK)
def give_to(application_id: str) -> Any:
    """Gives it to the chosen person."""

    def act(once: Once | None, version: int) -> Application:
        return give_application(
            context(),
            require_actor(),
            application_id,
            to_person=request.form.get("toPerson", "")[:MAX_ID],
            once=once,
            expected_version=version,
        )

    return owner_page.handle(application_id, act, _("Bewaard. Hieronder ziet u wie dit doet."))


def owner_of(application: Application) -> dict[str, Any]:
    """Who does it, and whether there is somebody else to choose."""
    ctx = context()
    with ctx.people.read() as connection:
        names = directory.people_names(connection, [application.in_hands_of])
    others = people_for(ctx, require_actor(), application).keys() - {application.in_hands_of}
    return {"name": names.get(application.in_hands_of, _("iemand die er niet meer is")), "changeable": bool(others)}
