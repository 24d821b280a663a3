"""The words of the pages about people, roles and mandates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.access.actors import MandateAct, Role
from shared.access.sharing import FactGroup
from shared.wording.texts import gettext as _


def role_text(role: Role, *, without_board: bool = False) -> str:
    """What somebody is."""
    if role is Role.BOARD and without_board:
        return _("contactpersoon")
    return {
        Role.MEMBER: _("lid van het team"),
        Role.BOARD: _("lid van het bestuur"),
        Role.VOLUNTEER: _("vrijwilliger"),
        Role.COORDINATOR: _("coördinator"),
        Role.FUNDER: _("medewerker van de gever"),
        Role.ADMINISTRATOR: _("beheerder"),
    }.get(role, role.value)


def acts_text(acts: Iterable[MandateAct]) -> str:
    """What a mandate is for, in one line."""
    words = {
        MandateAct.READ: _("lezen"),
        MandateAct.DRAFT: _("schrijven"),
        MandateAct.SUBMIT: _("indienen"),
        MandateAct.MONEY: _("geld bekijken"),
    }
    held = set(acts)
    return ", ".join(words[act] for act in MandateAct if act in held)


def act_choices() -> list[tuple[str, str, str]]:
    """What can be given, as (value, label, explanation). Reading comes with all."""
    return [
        (MandateAct.DRAFT.value, _("Schrijven"), _("Plannen en aanvragen maken en veranderen.")),
        (MandateAct.SUBMIT.value, _("Indienen"), _("Een aanvraag voor u versturen of intrekken.")),
        (MandateAct.MONEY.value, _("Geld bekijken"), _("Betalingen zien. Nooit een hele rekening.")),
    ]


def fact_groups() -> list[tuple[str, str, str]]:
    """What a place shares or keeps to itself, as (value, label, explanation)."""
    return [
        (FactGroup.PEOPLE.value, _("Mensen"), _("Hoeveel bestuursleden en vrijwilligers, en met wie u samenwerkt.")),
        (FactGroup.BUILDING.value, _("Ruimte"), _("Of u huurt, leent of bezit.")),
        (FactGroup.LEGAL.value, _("Wat voor groep"), _("Rechtsvorm, KVK-nummer, ANBI en penvoerder.")),
        (FactGroup.MONEY.value, _("Geld"), _("Waar vorig jaar geld vandaan kwam, reserves en voorschieten.")),
    ]


def last_day(ends_at: datetime) -> datetime:
    """A moment on the last day of a period, for the filter that shows days."""
    return ends_at - timedelta(seconds=1)
