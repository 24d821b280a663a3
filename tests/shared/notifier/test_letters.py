"""Every kind of message, in plain words, whatever is in it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shared.contracts.messages import Audience, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.letters import Foot, Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.recipients import Recipient
from tests.faults.stage import ANNA, NOW, an_intent

ANNA_READS = Recipient(ANNA, "Anna", "anna@example.org", "nl")
TODAY = date(2026, 12, 12)
LINK = "http://127.0.0.1:8000/tracker/applications/1"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} %(title)s \r\nBcc: all@example.org \u202eevil\u202c"


def letter(kind=MessageKind.DEADLINE_REMINDER, recipient=ANNA_READS, link: str | None = LINK, code="", **data):
    given = {**an_intent(NOW).data, **data}
    intent = an_intent(NOW, kind=kind, data=given, audience=Audience.PERSON)
    return write_letter(intent, recipient, Setting("De Punt", TODAY, link, code))


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_says_what_to_do_and_why_it_came(kind):
    written = letter(kind, code="12345678" if kind is MessageKind.SIGN_IN else "")
    assert written.subject and written.body and written.why.startswith("U krijgt")
    assert "Beste Anna," in written.text[:100] and LINK in written.text and written.why in written.text
    assert f'href="{LINK}"' in written.html and written.link_label
    assert "None" not in written.text and "Undefined" not in written.text
    assert not re.search(r"\n{3,}", written.text)


@pytest.mark.parametrize("kind", list(MessageKind))
def test_hostile_values_stay_what_they_are_text(kind):
    keys = ("application_title", "source_name", "place_name", "closing_text")
    written = letter(
        kind, Recipient(ANNA, HOSTILE, "a@example.org", "nl"), **dict.fromkeys(keys, HOSTILE), closing_date=None
    )
    assert "<script>" not in written.html and "&lt;script&gt;" in written.html
    assert "49" not in written.text and "{{ 7*7 }}" in written.text
    assert "\n" not in written.subject and "\r" not in written.subject
    assert not re.search(r"^Bcc:", written.text, re.MULTILINE)
    assert "\u202e" not in written.text


KEYS = ("application_title", "source_name", "place_name", "person_name", "by", "note", "reason", "closing_text")


@pytest.mark.parametrize(
    "value", ["", "x" * 5000, "een twee " * 600, "\u05d0\u05d1\u202e\u2067", "\x00\x1b[2J", "{% raw %}"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(MessageKind))
def test_whatever_is_in_it_a_letter_can_be_written(kind, language, value):
    code = "12345678" if kind is MessageKind.SIGN_IN else ""
    reader = Recipient(ANNA, value, "a@example.org", language)
    written = letter(kind, reader, code=code, **dict.fromkeys(KEYS, value))
    assert 0 < len(written.subject) <= 200 and len(written.short) <= 140 and written.why
    assert not re.search(r"[\x00-\x08\x1b\u202e\u2067]", written.text + written.html + written.subject)


# There is no word of a payout without its amount.
@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.PAYOUT_WAITS])
def test_a_letter_without_any_data_says_no_nonsense(kind):
    intent = an_intent(NOW, kind=kind, data={}, audience=Audience.PERSON)
    written = write_letter(intent, ANNA_READS, Setting("De Punt", TODAY, None))
    assert "None" not in written.text + written.html and "Undefined" not in written.text


def test_the_foot_leads_to_ones_choices_and_where_it_may_be_ended_to_the_end():
    foot = Foot("https://steun.example/messages/preferences", "https://steun.example/unsubscribe/abc")
    intent = an_intent(NOW, kind=MessageKind.AGREEMENT_NEWS, audience=Audience.PERSON)
    written = write_letter(intent, ANNA_READS, Setting("De Punt", TODAY, LINK, foot=foot))
    for address in (foot.preferences, foot.unsubscribe):
        assert f"\n{address}" in written.text and f'href="{address}"' in written.html
    assert "stoppen" not in letter(MessageKind.AGREEMENT_NEWS).text
    assert written.text.index(written.why) < written.text.index("Kiezen wat u krijgt:")


@pytest.mark.parametrize(
    ("closing", "subject"),
    [
        ("2026-12-12", "Vandaag is de laatste dag: Nieuwe keuken"),
        ("2026-12-13", "Indienen moet morgen klaar zijn: Nieuwe keuken"),
        ("2026-12-19", "Indienen moet over 7 dagen klaar zijn: Nieuwe keuken"),
        (None, "Denk aan de termijn: Nieuwe keuken"),
    ],
)
def test_a_reminder_counts_from_the_day_it_is_sent(closing, subject):
    assert letter(closing_date=closing, days_left=42).subject == subject


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("awarded", "De aanvraag is toegekend. Het bedrag is €\u00a02.500."),
        ("partial", "De aanvraag is voor een deel toegekend. Het bedrag is €\u00a02.500."),
        ("conditional", "toegekend, maar er zijn voorwaarden. Het bedrag is €\u00a02.500."),
        ("rejected", "De aanvraag is afgewezen."),
    ],
)
def test_a_decision_says_what_was_decided(decision, words):
    body = letter(MessageKind.DECISION_RECORDED, decision=decision, amount_cents=250_000).body.replace(
        " 2.500", "\u00a02.500"
    )
    assert words in body
    assert ("2.500" in body) == (decision != "rejected")


def test_only_a_sign_in_mail_holds_a_code():
    written = letter(MessageKind.SIGN_IN, code="12345678")
    assert written.text.startswith("Uw code is: 12345678\n"), "the first line is what a phone shows"
    body = written.html.partition("<body")[2]
    assert 0 < body.index("12345678") < body.index("Hallo") if "Hallo" in body else body.index("Beste")
    assert "12345678" not in written.subject + written.body
    assert "code is" not in letter().text


def test_without_a_page_to_go_to_there_is_no_button():
    written = letter(link=None)
    assert written.link_label is None and "http" not in written.text and "<a " not in written.html


def test_changed_sources_are_a_list_with_what_they_mean():
    changes = [
        {"kind": "closed", "source_name": "Fonds A"},
        {"kind": "gone", "source_name": HOSTILE},
        {"kind": "opened", "source_name": "Fonds C", "closing": "2027-01-05"},
    ]
    written = letter(
        MessageKind.SOURCES_CHANGED, changes=changes, more=2, need_title="Samen eten", application_title=""
    )
    assert written.subject == "Nieuws over steun voor Samen eten"
    assert written.body.startswith("Fonds A is gesloten.\n\n")
    assert "\n- Fonds C is nu open. De sluitdag is 5 januari 2027.\n- En nog 2 veranderingen.\n" in written.text
    assert written.html.count("<li>") == 3
    assert "<script>" not in written.html
    assert not re.search(r"^Bcc:", written.text, re.MULTILINE)


def test_what_searches_found_names_the_search():
    changes = [{"kind": "found", "source_name": "Fonds A", "search_name": "Tuinen", "is_new": True}]
    written = letter(MessageKind.SEARCH_FOUND, changes=changes)
    assert "\n- Tuinen: Fonds A is nieuw.\n" in written.text
    assert "Zet het bericht daar uit." in written.body


@pytest.mark.parametrize(
    ("decision", "words"),
    [("accepted", "staat nu in de catalogus"), ("partly", "Een deel van uw voorstel"), ("refused", "niet overgenomen")],
)
def test_who_proposed_something_reads_what_became_of_it_and_why(decision, words):
    written = letter(
        MessageKind.PROPOSAL_DECIDED, source_name="Buurtpot", decision=decision, reason="De gever zei nee."
    )
    assert words in written.body and "Buurtpot" in written.subject and "De gever zei nee." in written.body
    assert "Er staat bij" not in letter(MessageKind.PROPOSAL_DECIDED, source_name="Buurtpot", decision=decision).body


def test_the_link_of_a_decision_leads_to_the_proposal():
    id_ = new_id()
    intent = an_intent(NOW, kind=MessageKind.PROPOSAL_DECIDED, subject=f"source_proposal:{id_}")
    assert link_of(intent, base_url="https://steun.example") == f"https://steun.example/catalogue/proposals/{id_}"


@pytest.mark.parametrize(("what", "page"), [("key_made", "keys"), ("key_ended", "keys"), ("app_added", "security")])
def test_news_about_a_key_leads_to_the_keys(what, page):
    intent = an_intent(NOW, kind=MessageKind.SIGN_IN_NEWS, data={"what": what})
    assert link_of(intent, base_url="https://steun.example") == f"https://steun.example/account/{page}"


@pytest.mark.parametrize(
    ("step", "subject", "words"),
    [
        ("proposed", "Iemand wil het rekeningnummer van De Punt veranderen", "nooit een nummer uit een mail"),
        (
            "approved",
            "Over 3 dagen verandert het rekeningnummer van De Punt",
            "Het gaat in op 25 november 2026 om 13:00.",
        ),
        ("active", "Het rekeningnummer van De Punt is veranderd", "Bel meteen iemand van het bestuur"),
        ("rejected", "Een rekeningnummer van De Punt is tegengehouden", "Er gaat geen geld naartoe."),
    ],
)
def test_an_account_says_what_happens_and_how_to_stop_it(step, subject, words):
    written = letter(
        MessageKind.BANK_ACCOUNT_CHANGED, step=step, account="NL.. •••• 4300", usable_text="25 november 2026 om 13:00"
    )
    assert written.subject == subject and words in written.body
    assert "NL.. •••• 4300" in written.body


def test_an_account_leads_to_the_account_of_its_place():
    place = new_id()
    intent = an_intent(NOW, kind=MessageKind.BANK_ACCOUNT_CHANGED, data={"place_id": place})
    assert link_of(intent, base_url="http://x") == f"http://x/tracker/bank-account?place={place}"
    forged = an_intent(NOW, kind=MessageKind.BANK_ACCOUNT_CHANGED, data={"place_id": "../evil"})
    assert link_of(forged, base_url="http://x") is None


def test_money_that_is_late_names_day_and_amount():
    written = letter(MessageKind.PAYMENT_LATE, amount_cents=300_000, expected_text="7 december 2026")
    assert "€ 3.000" in written.body.replace("\xa0", " ")
    assert "De gever zou betalen op 7 december 2026." in written.body
    application = new_id()
    intent = an_intent(NOW, kind=MessageKind.PAYMENT_LATE, data={"application_id": application})
    assert link_of(intent, base_url="http://x") == f"http://x/tracker/applications/{application}/money"


@pytest.mark.parametrize(
    ("data", "subject", "words"),
    [
        ({"waits": "batch", "count": 30}, "Een betaling wacht op uw akkoord", "in 30 betalingen"),
        (
            {"waits": "batch", "count": 2, "new_numbers": 2},
            "Een betaling wacht",
            "2 rekeningnummers in die u nog nooit",
        ),
        ({"waits": "number", "source_name": "Rozenstraat"}, "Een nieuw rekeningnummer", "Gebruik nooit een nummer uit"),
        ({"waits": "returned", "source_name": "Rozenstraat"}, "Geld kwam terug van de bank", "voor Rozenstraat terug"),
    ],
)
def test_who_pays_out_hears_what_waits(data, subject, words):
    written = letter(MessageKind.PAYOUT_WAITS, amount_cents=35_000, **data)
    assert written.subject.startswith(subject) and words in written.body and "350" in written.body


@pytest.mark.parametrize(
    ("subject", "path"), [("payout_batch", "/payouts/batches/"), ("payout_group", "/payouts/"), ("other", None)]
)
def test_it_leads_to_the_batch_or_the_street(subject, path):
    id_ = new_id() if path else "x"
    intent = an_intent(NOW, kind=MessageKind.PAYOUT_WAITS, subject=f"{subject}:{id_}")
    link = link_of(intent, base_url="https://steun.example.org")
    assert link == (f"https://steun.example.org/tracker{path}{id_}" if path else None)
