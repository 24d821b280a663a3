"""What every schema of ours adds to its fields."""

from __future__ import annotations

from marshmallow import fields

from shared.plumbing.schemas import CamelSchema


class Meeting(CamelSchema):
    """Something with a date."""

    meets_on = fields.Date()


def test_a_day_that_cannot_be_is_said_once_however_often_the_schema_was_used():
    said = [Meeting().validate({"meetsOn": "0001-01-01"})["meetsOn"] for _request in range(3)]
    assert [len(problems) for problems in said] == [1, 1, 1]
