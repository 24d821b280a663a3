"""The address in a mail that ends messages of its kind: nobody can make one for somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from shared.contracts.messages import MessageKind
from shared.plumbing.addresses import matcher_path
from shared.plumbing.settings import Settings

PATH = "/unsubscribe"


@dataclass(frozen=True)
class Subscription:
    """One kind of message for one person."""

    person_id: str
    kind: MessageKind


def unsubscribe_address(settings: Settings, subscription: Subscription) -> str:
    """An absolute address that anyone who holds it may use without signing in, and that never runs out."""
    token = _signer(settings).dumps([subscription.person_id, subscription.kind.value])
    return f"{settings.base_url}{matcher_path(f'{PATH}/{token}')}"


def read_token(settings: Settings, token: str) -> Subscription | None:
    """What the last part of such an address stands for; None for one that we did not make."""
    try:
        person_id, kind = _signer(settings).loads(token)
        return Subscription(person_id, MessageKind(kind))
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret, salt="unsubscribe")
