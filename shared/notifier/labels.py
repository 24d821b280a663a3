"""States and reasons of deliveries in words for people."""

from __future__ import annotations

from shared.notifier.channels.base import ChannelName
from shared.notifier.states import State
from shared.wording.texts import gettext as _


def state_label(state: State) -> str:
    """What became of a delivery, as it stands beside it on a page."""
    return {
        State.PENDING: _("staat klaar"),
        State.SENDING: _("wordt verstuurd"),
        State.RETRY_WAIT: _("lukte nog niet, wij proberen het straks opnieuw"),
        State.UNCERTAIN: _("verstuurd, maar nog geen antwoord"),
        State.GATHERED: _("gaat mee in een overzicht"),
        State.HELD: _("vastgehouden"),
        State.SENT: _("verstuurd"),
        State.DELIVERED: _("bezorgd"),
        State.BOUNCED: _("teruggekomen"),
        State.FAILED_PERMANENT: _("niet te bezorgen"),
        State.CLOSED_UNCERTAIN: _("misschien niet aangekomen"),
        State.DEAD: _("niet gelukt"),
        State.CLOSED: _("niet gelukt, afgehandeld"),
        State.SUPPRESSED: _("niet verstuurd"),
        State.SUPERSEDED: _("vervangen door een nieuwer bericht"),
        State.EXPIRED: _("niet meer nodig"),
    }[state]


def channel_label(channel: str) -> str:
    """How a message travels."""
    return {
        ChannelName.INBOX: _("op deze site"),
        ChannelName.MAIL: _("per mail"),
        ChannelName.WEBHOOK: _("naar een ander systeem"),
        ChannelName.FILE_DROP: _("als bestand op de server"),
    }[ChannelName(channel)]


def reason_label(reason: str | None) -> str:
    """Why a message did not go out, in words; empty when there is nothing to say to people."""
    return {
        "source_gone": _("Wat er te melden was, bestaat niet meer."),
        "unknown_version": _("Dit bericht is voor een nieuwere versie van dit programma."),
        "no_longer_useful": _("Het bericht kwam te laat om nog te helpen."),
        "channel_off": _("Deze manier van versturen staat uit."),
        "no_longer_in_audience": _("Deze persoon hoort niet meer bij de plek."),
        "worker_lost": _("Het versturen brak telkens af."),
        "making_took_too_long": _("Het schrijven van dit bericht duurde telkens te lang."),
        "making_took_too_much_memory": _("Het schrijven van dit bericht vroeg telkens te veel geheugen."),
        "deadline_moved": _("De termijn is veranderd."),
        "version_changed": _("De termijn is veranderd."),
        "already_submitted": _("De aanvraag was al ingediend."),
        "submitted": _("De aanvraag was al ingediend."),
        "season_of_rest": _("De plek heeft nu rust afgesproken."),
        "decided": _("Er was al een besluit."),
        "withdrawn": _("De aanvraag was ingetrokken."),
        "stopped": _("De aanvraag was gestopt."),
        "closed": _("De termijn was al voorbij."),
        "need_closed": _("De behoefte was al gesloten."),
        "not_wished": _("Deze persoon wil dit niet zo ontvangen."),
        "on_leave": _("Deze persoon is afwezig. Iemand anders valt in."),
        "quiet_hours": _("Het wacht tot na de stille uren."),
        "nothing_left": _("Van wat erin stond, was niets meer nodig."),
        "held": _("Het versturen staat stil. Een coördinator kan het weer aanzetten."),
        "sent_before": _("Dit bericht was al verstuurd, voor de gegevens werden teruggezet."),
        "mail_gone": _("Dit mailadres bestaat niet (meer)."),
        "mail_refused": _("De mail kwam terug. Het postvak was misschien vol."),
        "mail_complaint": _("De lezer noemde deze mail ongewenst."),
        "address_stopped": _("Mail naar dit adres komt niet aan. Op deze site staat het bericht wel."),
        "endpoint_disabled": _("De koppeling met dit systeem staat uit."),
        "endpoint_gone": _("Dit systeem zegt dat het adres niet meer bestaat."),
        "endpoint_paused": _("Dit systeem gaf een fout. Wij wachten even."),
        "endpoint_busy": _("Er gaat nog een ander bericht naar dit systeem."),
        "no_account": _("Bij dit adres hoort niemand."),
    }.get(reason or "", "")
