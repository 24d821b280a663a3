"""The source snapshot as JSON: camelCase names, ISO dates, cents as whole numbers. `version` says which form it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from shared.contracts.source_snapshot import (
    SNAPSHOT_VERSION,
    AmountBand,
    Closing,
    ClosingBasis,
    ClosingPrecision,
    NeedCost,
    SnapshotReason,
    SnapshotUnreadable,
    SnapshotVerdict,
    SourceSnapshot,
)


def to_json(snapshot: SourceSnapshot) -> dict[str, Any]:
    """The snapshot as plain JSON values; from_json gives the same snapshot back."""
    return {
        "version": snapshot.version,
        "sourceId": snapshot.source_id,
        "sourceVersion": snapshot.source_version,
        "name": snapshot.name,
        "provider": snapshot.provider,
        "providerKind": snapshot.provider_kind,
        "status": snapshot.status,
        "url": snapshot.url,
        "seenOn": snapshot.seen_on,
        "checkedOn": _text_of(snapshot.checked_on),
        "closing": None if snapshot.closing is None else _closing_to_json(snapshot.closing),
        "amounts": None if snapshot.amounts is None else [_band_to_json(band) for band in snapshot.amounts],
        "papers": _list_of(snapshot.papers),
        "firstSteps": _list_of(snapshot.first_steps),
        "applyVia": _list_of(snapshot.apply_via),
        "reporting": None if snapshot.reporting is None else dict(snapshot.reporting),
        "document": dict(snapshot.document),
        "needId": snapshot.need_id,
        "needCosts": [{"kind": c.kind, "cents": c.cents, "label": c.label} for c in snapshot.need_costs],
        "needOwnCents": snapshot.need_own_cents,
        "needTitle": snapshot.need_title,
        "placeId": snapshot.place_id,
        "amountSoughtCents": snapshot.amount_sought_cents,
        "verdict": _verdict_to_json(snapshot.verdict),
        "takenAt": snapshot.taken_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }


def from_json(value: object) -> SourceSnapshot:
    """The snapshot of plain JSON values. Names it does not know are left out, so that a newer sender may add some.

    Raises SnapshotUnreadable for another version, a missing name or a value of the wrong form.
    """
    if not isinstance(value, Mapping) or value.get("version") != SNAPSHOT_VERSION:
        raise SnapshotUnreadable(f"not a source snapshot of version {SNAPSHOT_VERSION}")
    try:
        return _read(value)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise SnapshotUnreadable(f"source snapshot: {type(problem).__name__} {problem}") from problem


def _read(value: Mapping[str, Any]) -> SourceSnapshot:
    closing, amounts, checked_on = value.get("closing"), value.get("amounts"), value.get("checkedOn")
    return SourceSnapshot(
        source_id=_text(value["sourceId"]),
        source_version=int(value["sourceVersion"]),
        name=_text(value["name"]),
        provider=_text(value["provider"]),
        provider_kind=_text(value["providerKind"]),
        status=_text(value["status"]),
        url=value.get("url"),
        seen_on=value.get("seenOn"),
        checked_on=None if checked_on is None else date.fromisoformat(checked_on),
        closing=None if closing is None else _closing_of(closing),
        amounts=None if amounts is None else tuple(_band_of(band) for band in amounts),
        papers=_codes(value.get("papers")),
        first_steps=_codes(value.get("firstSteps")),
        apply_via=_codes(value.get("applyVia")),
        reporting=value.get("reporting"),
        document=dict(value["document"]),
        need_id=_text(value["needId"]),
        need_costs=tuple(_cost_of(cost) for cost in value.get("needCosts", ())),
        need_own_cents=value.get("needOwnCents"),
        need_title=_text(value["needTitle"]),
        place_id=_text(value["placeId"]),
        amount_sought_cents=value.get("amountSoughtCents"),
        verdict=_verdict_of(value["verdict"]),
        taken_at=_moment(value["takenAt"]),
    )


def _closing_to_json(closing: Closing) -> dict[str, Any]:
    return {
        "date": closing.date.isoformat(),
        "time": None if closing.time is None else closing.time.isoformat("minutes"),
        "precision": closing.precision.value,
        "basis": closing.basis.value,
        "sourceText": closing.source_text,
        "expected": closing.expected,
    }


def _closing_of(value: Mapping[str, Any]) -> Closing:
    at = value.get("time")
    return Closing(
        date=date.fromisoformat(value["date"]),
        time=None if at is None else time.fromisoformat(at),
        precision=ClosingPrecision(value.get("precision", "day")),
        basis=ClosingBasis(value.get("basis", "unstated")),
        source_text=value.get("sourceText"),
        expected=bool(value.get("expected", False)),
    )


def _band_to_json(band: AmountBand) -> dict[str, Any]:
    return {"minCents": band.min_cents, "maxCents": band.max_cents, "per": band.per, "note": band.note}


def _band_of(value: Mapping[str, Any]) -> AmountBand:
    return AmountBand(value.get("minCents"), value.get("maxCents"), value.get("per"), value.get("note"))


def _cost_of(value: Mapping[str, Any]) -> NeedCost:
    return NeedCost(_text(value["kind"]), int(value["cents"]), value.get("label"))


def _verdict_to_json(verdict: SnapshotVerdict) -> dict[str, Any]:
    reasons = [{"code": r.code, "verdict": r.verdict, "text": r.text, "fact": r.fact} for r in verdict.reasons]
    return {"eligibility": verdict.eligibility, "group": verdict.group, "reasons": reasons}


def _verdict_of(value: Mapping[str, Any]) -> SnapshotVerdict:
    reasons = tuple(
        SnapshotReason(_text(r["code"]), _text(r["verdict"]), _text(r["text"]), r.get("fact"))
        for r in value.get("reasons", ())
    )
    return SnapshotVerdict(_text(value["eligibility"]), _text(value["group"]), reasons)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, got {type(value).__name__}")
    return value


def _text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _list_of(codes: Sequence[str] | None) -> list[str] | None:
    return None if codes is None else list(codes)


def _codes(value: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(_text(code) for code in value)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("takenAt needs a time zone")
    return moment.astimezone(UTC)
