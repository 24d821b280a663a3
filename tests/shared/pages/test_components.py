"""Every component with empty, long and hostile values: it renders, and what people typed never becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from shared.kernel.errors import FieldError
from shared.pages.style_samples import HOSTILE, LONG
from tests.shared.pages.conftest import Render

# Each call uses `x` wherever a person's or a source's words can stand.
CALLS = {
    "button": "ui.button(x)",
    "link_button": "ui.link_button(x, '/a')",
    "post_button": "ui.post_button(x, '/a', fields={'version': x})",
    "empty": "ui.empty(x, x, x, '/a')",
    "back": "ui.back(x, '/a')",
    "pagination": "ui.pagination('/a', '/b', x)",
    "message": "ui.message(x, x, x)",
    "verdict": "ui.verdict(x, x)",
    "group_heading": "ui.group_heading(x, 3, x, 'yes')",
    "reason": "ui.reasons([{'verdict': x, 'text': x, 'ask': x, 'seen_on': x, 'source_url': x}])",
    "source_link": "ui.source_link('https://' ~ x, x)",
    "checked_on": "ui.checked_on('2026-11-01', by=x)",
    "deadline": "ui.deadline(None, x)",
    "status": "ui.status(x)",
    "timeline": "ui.timeline([{'when': x, 'what': x, 'who': x, 'detail': x, 'url': '/a'}])",
    "streams": "ui.streams({'width': 9, 'height': 9, 'left': 2, 'right': 7, 'bar': 1, 'rows': [(x, x, 100)],"
    " 'streams': [{'path': 'M0 0Z', 'number': 0}], 'givers': [{'name': x, 'y': 1, 'height': 2, 'middle': 2}],"
    " 'goals': [{'name': x, 'y': 1, 'height': 2, 'middle': 2}]}, x, x, x, x)",
    "steps": "ui.steps([x, x, x], 2, x)",
    "progress": "ui.progress(1, 2, x)",
    "task_list": "ui.task_list([{'id': 't', 'text': x, 'note': x, 'who': x, 'url': '/a'}])",
    "facts": "ui.facts([(x, x, x)])",
    "money_table": "ui.money_table([(x, 1, x)], x, x)",
    "table": "ui.table([x, x], [[x, x]], x)",
    "inbox_row": "ui.inbox_row({'title': x, 'text': x, 'at': x, 'url': '/a'})",
    "mail": "ui.mail({'subject': x, 'to': x, 'sender': x, 'body': x, 'at': x}, open=True)",
    "hidden": "ui.hidden('name', x)",
    "buttons": "ui.buttons(x, cancel=x, cancel_url='/a')",
    "error_summary": "ui.error_summary([{'field': x, 'message': x}], x)",
    "text_field": "ui.text_field('name', x, x, x, [{'field': 'name', 'message': x}])",
    "textarea_field": "ui.textarea_field('name', x, x, x, [{'field': 'name', 'message': x}], max=10)",
    "amount_field": "ui.amount_field('name', x, x, x, [{'field': 'name', 'message': x}])",
    "number_field": "ui.number_field('name', x, x, x, x, [{'field': 'name', 'message': x}])",
    "date_field": "ui.date_field('name', x, x, x, [{'field': 'name', 'message': x}])",
    "copy_field": "ui.copy_field('name', x, x)",
    "file_field": "ui.file_field('name', x, x, x, [{'field': 'name', 'message': x}])",
    "select_field": "ui.select_field('name', x, [(x, x)], x, x, [{'field': 'name', 'message': x}])",
    "radio_field": "ui.radio_field('name', x, [(x, x, x)], x, x, [{'field': 'name', 'message': x}])",
    "checkbox_field": "ui.checkbox_field('name', x, [(x, x, x)], [x], x, [{'field': 'name', 'message': x}])",
    "tick_field": "ui.tick_field('name', x, True, x, [{'field': 'name', 'message': x}], x)",
}
VOID = {"input", "br", "path", "circle", "rect", "meta", "link"}
# Components that take a block are in test_blocks; these three are shown inside others.
WITH_BLOCK = {"card", "fold", "form"}
SMALL = {"icon", "csrf", "reasons"}


class Markup(HTMLParser):
    """Collects tags and attributes, and notices a tag that is closed in the wrong place."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", CALLS)
def test_hostile_words_stay_words(render: Render, name: str) -> None:
    markup = Markup(render(CALLS[name], x=HOSTILE))
    assert "script" not in markup.tags
    assert not {name for name in markup.attributes if name.startswith("on")}
    assert "style" not in markup.attributes


@pytest.mark.parametrize("name", CALLS)
def test_long_and_empty_words_give_whole_markup(render: Render, name: str) -> None:
    for words in ("", LONG, "é" * 5_000):
        markup = Markup(render(CALLS[name], x=words))
        assert len(markup.ids) == len(set(markup.ids))


def test_every_component_is_tried(render: Render) -> None:
    exported = {name for name in render("ui.__dict__|list|join(' ')").split() if not name.startswith("_")}
    modules = {"basics", "verdicts", "progress_parts", "tables", "messages", "forms", "fields", "choices", "name"}
    modules.add("stream_parts")
    assert exported - modules - {"ui"} == (set(CALLS) | WITH_BLOCK | SMALL)


@pytest.mark.parametrize("call", ["ui.card(x)", "ui.fold(x)", "ui.form('/a', version=1, key=x, name=x)"])
def test_blocks(app: Any, call: str) -> None:
    from flask import render_template_string

    with app.test_request_context():
        page = "{% import 'pages/components.html' as ui %}{% call " + call + " %}<p>{{ x }}</p>{% endcall %}"
        markup = Markup(render_template_string(page, x=HOSTILE))
    assert "p" in markup.tags
    assert "script" not in markup.tags


def test_lists_without_items_leave_nothing_behind(render: Render) -> None:
    for call in ("ui.reasons([])", "ui.timeline([])", "ui.task_list([])", "ui.facts([])", "ui.error_summary([])"):
        assert render(call).strip() == ""


def test_what_is_told_about_a_reason_is_told_in_words_apart(render: Render) -> None:
    row = (
        "{'verdict': 'unknown', 'text': 'x', 'ask': 'source', 'seen_on': '2024', 'source_url': 'https://example.org/'}"
    )
    words = re.sub(r"<[^>]+>", "", render(f"ui.reason({row})"))
    assert "Dit weet de gever. Gezien in 2024. Lees het na" in re.sub(r"\s+", " ", words)


@pytest.mark.parametrize(("answer", "word"), [("yes", "Ja"), ("no", "Nee"), ("unknown", "Onbekend"), ("?", "Onbekend")])
def test_a_verdict_is_a_shape_and_a_word(render: Render, answer: str, word: str) -> None:
    text = render("ui.verdict(x)", x=answer)
    assert f"<span>{word}</span>" in text
    assert "<svg" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-22", "vandaag"),
        ("2026-11-28", "over 6 dagen"),
        ("2026-11-20", "Gesloten sinds 20 nov 2026"),
        (None, "Sluitdatum niet bekend"),
        ("voor de zomer", "Sluitdatum niet bekend"),
    ],
)
def test_a_deadline_says_how_long_there_is(render: Render, day: str | None, words: str) -> None:
    assert words in render("ui.deadline(day)", day=day)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-01", "Nagekeken op 1 november 2026"),
        ("2024-11-01", "kijk het na"),
        ("2026-10", "Nagekeken in oktober 2026"),
        ("2026", "Nagekeken in 2026"),
        ("2024", "Nagekeken in 2024: kijk het na"),
        ("vroeger", "Niet bekend wanneer dit is nagekeken"),
        (None, "Niet bekend wanneer dit is nagekeken"),
    ],
)
def test_the_age_of_a_fact_is_said(render: Render, day: str | None, words: str) -> None:
    assert words in render("ui.checked_on(day)", day=day)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", ""])
def test_only_web_addresses_become_links(render: Render, url: str) -> None:
    assert "<a" not in render("ui.source_link(url)", url=url)


def test_a_wrong_field_is_tied_to_its_message(render: Render) -> None:
    errors = (FieldError("costs.0.amount", "negative", "Vul een bedrag in."), FieldError("title", "missing", "Vul in."))
    field = render("ui.amount_field('costs.0.amount', 'Bedrag', '-1', 'Schatting', errors)", errors=errors)
    assert 'aria-describedby="veld-costs-0-amount-uitleg veld-costs-0-amount-fout"' in field
    assert 'aria-invalid="true"' in field
    assert 'value="-1"' in field
    assert "Vul een bedrag in." in field
    assert "Vul in." not in field
    assert 'href="#veld-costs-0-amount"' in render("ui.error_summary(errors)", errors=errors)


def test_choices_come_back_as_they_were_made(render: Render) -> None:
    text = render("ui.checkbox_field('t', 'T', [('a', 'A'), ('b', 'B')], ['b'])")
    assert text.count("checked") == 1
    assert 'value="b" checked' in text
    assert 'value="2" selected' in render("ui.select_field('t', 'T', [(1, 'A'), (2, 'B')], '2')")
    assert "checked" not in render("ui.radio_field('t', 'T', [('', 'A'), ('b', 'B')], None)")


def test_a_money_table_counts_up_what_is_known(render: Render) -> None:
    text = render("ui.money_table([('a', 150), ('b', None), ('c', 250)], 'Begroting', 'Samen')")
    assert "€\u00a04,00" in text
    assert "niet bekend" in text


def test_posting_forms_carry_the_token(app: Any) -> None:
    from flask import g, render_template_string

    with app.test_request_context():
        g.csrf_token = "t0ken"
        page = "{% import 'pages/components.html' as ui %}{{ ui.post_button('Weg', '/a') }}{{ ui.csrf() }}"
        assert render_template_string(page).count('name="csrf_token" value="t0ken"') == 2
