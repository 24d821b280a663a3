"""Sentences on time, and on rules that only a person can judge."""

from __future__ import annotations

from collections.abc import Mapping

from services.matcher.usecases.matching.sentences.words import Sentence
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {
    "deadline_rolling": lambda w: _("U kunt het hele jaar aanvragen."),
    "deadline_fixed_date": lambda w: _("Aanvragen kan tot en met %(date)s.", **w),
    "deadline_yearly": lambda w: _("De volgende sluitdag is %(date)s.", **w),
    "deadline_scheme_end": lambda w: _("Aanvragen kan tot en met %(date)s. Dan stopt de regeling.", **w),
    "deadline_weeks_before_start": lambda w: _(
        "Vraag aan vóór u begint: %(weeks)s weken ervoor, dus uiterlijk %(date)s.", **w
    ),
    "deadline_too_late": lambda w: _("Aanvragen moest %(weeks)s weken voor de start. Dat was uiterlijk %(date)s.", **w),
    "deadline_after_start": lambda w: _("De volgende sluitdag is %(date)s. U begint al op %(starts_on)s.", **w),
    "deadline_start_unknown": lambda w: _("Aanvragen moet %(weeks)s weken voor de start. Wanneer begint u?", **w),
    "deadline_round_unknown": lambda w: _("Er zijn rondes. Vraag wanneer de volgende is."),
    "deadline_last_seen": lambda w: _("De laatste sluitdag die wij zagen was %(date)s. Vraag naar de volgende.", **w),
    "deadline_just_passed": lambda w: _("De sluitdag was %(date)s. Vraag of er nog een komt.", **w),
    "deadline_other_season": lambda w: _("De ronde lijkt in een andere tijd van het jaar te zijn: %(rule)s.", **w),
    "decision_in_time": lambda w: _("Het besluit komt op tijd: rond %(date)s als u nu aanvraagt.", **w),
    "decision_after_start": lambda w: _("Het besluit duurt %(weeks)s weken. Dat is na uw start op %(starts_on)s.", **w),
    "finish_in_time": lambda w: _("U bent op tijd klaar: binnen %(months)s maanden.", **w),
    "finish_too_long": lambda w: _("Het moet klaar zijn binnen %(months)s maanden. Kunt u korter plannen?", **w),
    "latest_start_ask_later": lambda w: _(
        "Na het besluit begint u binnen %(months)s maanden. Vraag dus niet te vroeg aan.", **w
    ),
    "started_already": lambda w: _("U bent al begonnen. Dat mag hier niet."),
    "started_not_yet": lambda w: _("U bent nog niet begonnen, en dat is hier nodig."),
    "started_allowed": lambda w: _("U bent al begonnen. Dat mag hier."),
    "started_date_passed": lambda w: _("Uw begindatum is voorbij, maar u bent nog niet begonnen. Wanneer begint u?"),
    "started_unknown": lambda w: _("Bent u al begonnen? Deze bron betaalt alleen wat nog moet beginnen."),
    "check": lambda w: _("Kijk na: %(rule)s.", **w),
    "check_soft": lambda w: _("Houd rekening met: %(rule)s.", **w),
    "check_against": lambda w: _("Dit lijkt bij u niet te kloppen. Kijk na: %(rule)s.", **w),
    "policy_fit": lambda w: _("Past uw plan bij: %(plan)s? Vraag het na.", **w),
}
