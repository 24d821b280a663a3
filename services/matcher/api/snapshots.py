"""For the tracker only: a dated copy of a source and its match, for the person who starts an application."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from services.matcher.api.base import context
from services.matcher.api.signed_calls import acting_person, blueprint
from services.matcher.usecases.needs.need import READ
from services.matcher.usecases.snapshots.take_snapshot import snapshot_for_application
from shared.contracts.source_snapshot_json import to_json
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page, read_json
from shared.wording.texts import gettext as _


@page(blueprint, "POST", "/internal/v1/snapshots", right=READ)
def create_snapshot() -> Response:
    """Body {needId, sourceId}; the person stands in the signature, and their rights are asked for again."""
    ctx = context()
    actor = acting_person(ctx)
    need_id, source_id = _asked(read_json())
    return jsonify(to_json(snapshot_for_application(ctx, actor, need_id, source_id)))


def _asked(body: Any) -> tuple[str, str]:
    names = ("needId", "sourceId")
    values = [body.get(name) if isinstance(body, dict) else None for name in names]
    wrong = [name for name, value in zip(names, values, strict=True) if not isinstance(value, str) or not value]
    if wrong:
        raise InvalidInput([FieldError(name, "required", _("Dit moet ingevuld zijn.")) for name in wrong])
    return str(values[0]), str(values[1])
