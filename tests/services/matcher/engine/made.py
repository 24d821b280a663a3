"""Made sources and needs, seeded: every key of both formats, known and not known, often at the edge of a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.domain.need import Need, need_from_record
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from shared.contracts.codes import codes

TODAY = date(2026, 11, 22)
AREAS = ("NL01", "PV28", "PV26", "GM0599", "GM0344", "WK059903", "WK059915", "BU05990321", "GM9999")
FORMS = codes("legal_form")
SUPPORT = ("money", "materials", "space", "rent_discount", "training", "advice", "volunteers", "loan")
COSTS = ("rent", "materials", "equipment", "wages", "event", "training")
THEMES = ("meeting", "loneliness", "health", "culture", "digital")
GROUPS = ("everyone", "youth", "children", "elderly", "newcomers")
PARTNERS = ("welfare_organisation", "church", "school", "municipality", "other_organisation")
TENURES = codes("tenure")
MONEY_FROM = ("government", "municipality", "fund", "lottery", "any")
PEOPLE = ("initiators", "participants", "volunteers", "signatures", "board_members", "organisations", None)
EUROS = (0, 1, 49, 100, 250, 999, 1000, 2500, 5000, 9999, 10000, 25000, 100000)
WORDS = ("samen eten", "elk jaar een feest", "een moestuin voor de buurt", "repair café", "voetbalclub")
RULES = (
    "Het plan is niet elk jaar hetzelfde.",
    "U staat bij de KVK.",
    "Het plan past bij de buurt.",
    "Meer dan een wijk.",
)


class Maker:
    """Makes records from one seed: the same seed gives the same records."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        # A draw of its own, so that what is added here leaves all other facts as they were.
        self._history = Random(f"history {seed}")

    def source(self, number: int) -> Source:
        """A source with every key told or not."""
        return source_from_record(self._source_record(number))

    def need(self, number: int) -> Need:
        """A need with every key told or not."""
        return replace(need_from_record(self._need_record(number)), earlier=self._earlier())

    def _earlier(self) -> tuple[EarlierApplication, ...]:
        """Mostly nothing, as in life; else a few at sources that are there."""
        draw = self._history
        return tuple(
            EarlierApplication(
                source_id=f"bron-{draw.randint(0, 340):05d}",
                result=draw.choice((Result.GRANTED, *Result)),
                on=TODAY - timedelta(days=draw.randint(0, 900)),
                money_from=frozenset(draw.sample(MONEY_FROM[:4], 2)),
                for_this_need=draw.random() < 0.5,
                by_another=draw.random() < 0.2,
            )
            for _ in range(draw.choice((0, 0, 60)))
        )

    def _one(self, choices: Any) -> Any:
        return self._random.choice(choices)

    def _many(self, choices: Any, most: int = 3, least: int = 0) -> list[Any]:
        return self._random.sample(choices, self._random.randint(least, min(most, len(choices))))

    def _told(self, often: float = 0.5) -> bool:
        return self._random.random() < often

    def _told_only(self, fields: dict[str, Any], often: float = 0.5) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if self._told(often)}

    def _day(self, spread: int = 500) -> date:
        return TODAY + timedelta(days=self._random.randint(-spread // 4, spread))

    def _source_record(self, number: int) -> dict[str, Any]:
        fixed = {
            "id": f"bron-{number:05d}",
            "name": f"Fonds {self._one(WORDS)}",
            "provider": self._one(("Stichting Havensteder", "Woonstad", "Buurtfonds")),
            "provider_kind": self._one(("fund", "municipality", "housing_association", "sponsor")),
            "mechanism": self._one(
                ("application",) * 6 + ("referral", "loan", "invitation", "brokerage", "crowdfunding")
            ),
            "status": self._one(("open",) * 5 + ("closed", "announced", "unknown")),
            "support": self._one((["money"], ["money"], ["money"], self._many(SUPPORT, 3, 1))),
            "summary": f"Geld voor {self._one(WORDS)} in {self._one(('mei', 'de zomer', 'januari', 'de stad'))}.",
            "areas": self._one((["NL01"], self._many(AREAS, 3, 1))),
            "provenance": {
                "verified": self._told(),
                "seen_on": self._one(("2026-06-01", "2026-06", "2025-05-22", "2022")),
            },
        }
        if self._told(0.1):
            fixed["provenance"] = {"verified": False}
        return {**fixed, **self._told_only(self._source_facts(), 0.4), "requirements": self._requirements()}

    def _source_facts(self) -> dict[str, Any]:
        return {
            "opens_on": self._day().isoformat(),
            "ends_on": self._day().isoformat(),
            "excluded_areas": self._many(AREAS[3:], 2),
            "area_note": "Alleen in de binnenstad.",
            "parent": f"bron-{self._random.randint(0, 40):05d}",
            "themes": self._many(THEMES),
            "target_groups": self._many(GROUPS),
            "applicants": [self._applicant(form) for form in self._many(FORMS, 5)],
            "applicants_complete": self._told(),
            "excluded_organisations": ["sportclub"],
            "amounts": [self._band() for _ in range(self._random.randint(0, 3))],
            "share": self._share(),
            "exclusions": [{"what": k, "strength": self._one(("hard", "hard", "soft"))} for k in self._many(COSTS, 6)],
            "deadlines": self._deadlines(),
            "decision_weeks": self._one((2, 6.5, 13, 26)),
            "start": self._start(),
            "payment": self._payment(),
            "first_steps": ["phone_call"],
            "papers": ["plan"],
            "questions": ["Wat gaat u doen?"],
            "url": "https://example.org/bron",
        }

    def _applicant(self, form: str) -> dict[str, Any]:
        return {
            "form": form,
            "eligible": self._one(("yes", "no", "conditional")),
            **self._told_only({"condition": "Mits."}),
        }

    def _band(self) -> dict[str, Any]:
        low, high = self._one(EUROS), self._one(EUROS)
        if self._told(0.8):
            low, high = min(low, high), max(low, high)
        per = {"per": self._one(("participant", "month", "year", "location"))} if self._told(0.2) else {}
        forms = {"for_forms": self._many(FORMS, 3)} if self._told(0.2) else {}
        weeks = {"decision_weeks": self._one((1, 8, 20))} if self._told(0.2) else {}
        return {**self._told_only({"min": low, "max": high, "note": "Soms meer."}, 0.7), **per, **forms, **weeks}

    def _share(self) -> dict[str, Any]:
        return self._told_only(
            {
                "max_percent": self._one((10, 50, 100)),
                "never_all": self._told(),
                "own_contribution": self._one(("required", "required_may_be_in_kind", "welcome")),
                "own_percent": self._one((10, 50)),
                "match_with": "fund",
                "stacking_max_percent": self._one((50, 80)),
                "others_must_join": self._told(),
                "last_resort": self._told(),
            }
        )

    def _deadlines(self) -> dict[str, Any]:
        yearly = [self._one(("02-29", "03-01", "12-31"))]
        dates = [self._day().isoformat() for _ in range(self._random.randint(1, 2))]
        kind = self._one(("fixed", "fixed", "rolling", "rounds", "unknown", "none"))
        found = {"weeks_before_start": self._one((0, 4, 8.5, 30)), "note": "In mei."}
        extra = {"dates": dates} if self._told(0.6) else {"yearly": yearly} if self._told(0.3) else {}
        return {"kind": kind, **extra, **self._told_only(found, 0.4)}

    def _payment(self) -> dict[str, Any]:
        ways = codes("payment_receiver")
        return {"mode": self._one(codes("payment_mode")), **self._told_only({"receivers": self._many(ways, 2)})}

    def _start(self) -> dict[str, Any]:
        return self._told_only(
            {
                "not_before": self._one(("decision", "decision", "anytime", "application")),
                "within_months_after_award": self._one((1, 6)),
                "finished_within_months": self._one((1, 12)),
            },
            0.7,
        )

    def _requirements(self) -> list[dict[str, Any]]:
        return [self._requirement(kind) for kind in self._many(sorted(REQUIREMENT_CRITERIA), 2)]

    def _requirement(self, kind: str) -> dict[str, Any]:
        facts = {
            "partner": self._one(PARTNERS),
            "role": self._one(PEOPLE),
            "at_least": self._one((1, 2.5, 3, 10, 40)),
            "unrelated": self._told(),
            "different_addresses": self._told(),
            "max_times_yearly_costs": self._one((0.5, 1, 2)),
            "any_of": self._many(TENURES, 2),
            "money_from": self._many(MONEY_FROM, 2),
            "effect": self._one(("excludes", "reduces", "required")),
            "at_most": 1,
            "per": self._history.choice(("calendar_year", "12_months", "3_years", "ever", "round")),
            "scope": self._one(codes("frequency_scope")),
            "max_consecutive_years": 3,
            "plan": "omgevingsvisie",
        }
        limits = {"when_forms": self._many(FORMS, 4), "when_amount_above": self._one(EUROS)}
        people = {"min_age": self._one((12, 55)), "max_age": self._one((25, 90)), "share_percent": 75}
        rare = self._told_only({**limits, **people}, 0.15)
        if facts["role"] is None:
            del facts["role"]
        strength = {"strength": "soft"} if self._told(0.15) else {}
        told = self._told_only(facts, 0.6)
        if self._history.random() < 0.5:
            told["scope"] = self._history.choice(("organisation", "project", "household"))
        return {"kind": kind, "text": self._one(RULES), **told, **rare, **strength}

    def _need_record(self, number: int) -> dict[str, Any]:
        starts = self._day(400)
        facts = {
            "themes": self._many(THEMES),
            "target_groups": self._many(GROUPS),
            "area": self._one(AREAS),
            "total_budget": self._one(EUROS),
            "amount_sought": self._one(EUROS),
            "own_contribution": self._one(EUROS),
            "own_in_kind": self._one(EUROS),
            "costs": [
                {"kind": self._one(COSTS), "amount": self._one(EUROS)} for _ in range(self._random.randint(1, 4))
            ],
            "starts_on": starts.isoformat(),
            "ends_on": (starts + timedelta(days=self._one((0, 0, 20, 400)))).isoformat(),
            "already_started": self._told(),
            "initiators": self._one((1, 2, 3, 9)),
            "participants": self._one((0, 1, 3, 12, 100)),
            "signatures": self._one((0, 50)),
        }
        place = {"name": self._one(WORDS), "area": self._one(AREAS), **self._told_only(self._place_facts(), 0.6)}
        words = f"{self._one(WORDS)}{self._one(('', ' van Woonstad'))}"
        fixed = {"id": f"vraag-{number:05d}", "title": self._one(WORDS), "description": words}
        return {**fixed, **self._told_only(facts, 0.7), "place": place, "support": self._asked()}

    def _asked(self) -> list[str]:
        return ["money"] if self._told(0.6) else self._many(SUPPORT, 3, 1)

    def _place_facts(self) -> dict[str, Any]:
        return {
            "legal_form": self._one(FORMS),
            "anbi": self._told(),
            "kvk_number": "12345678",
            "fiscal_host": self._told(),
            "partners": self._many(PARTNERS),
            "board_members": self._one((1, 2, 3, 7)),
            "tenure": self._one(TENURES),
            "reserves_times_yearly_costs": self._one((0, 0.5, 1, 3)),
            "volunteers": self._one((1, 4, 40)),
            "money_last_year_from": self._many(("government", "fund", "lottery")),
            "can_prefinance": self._told(),
        }
