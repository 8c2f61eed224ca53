"""Identity numbers and telephones: right or told why not, and masked."""

from __future__ import annotations

import marshmallow as ma
import pytest

from coop.core import personal
from coop.core.fields import Schema
from coop.core.language import Text
from coop.core.personal_fields import IdentityNumber, Telephone

pytestmark = pytest.mark.sqlite_only


class _Person(Schema):
    identity_number = IdentityNumber(Text("身份证号码", "Identity number"))
    telephone = Telephone(Text("电话", "Telephone"))


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),  # the standard's own example
        ("11010519491231002x", None),
        ("110105 19491231 002X", None),
        ("440524188001010014", None),
        ("110105194912310021", "identity_number_check_digit"),
        ("11010519490230002X", "identity_number_birthday"),
        ("110105194912310", "identity_number_form"),
        ("１１010519491231002X", "identity_number_form"),
        ("010105194912310021", "identity_number_form"),
    ],
)
def test_an_identity_number_is_checked_to_its_last_digit(number: str, fault: str | None) -> None:
    assert _fault("identity_number", number) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("13812345678", None),
        ("+86 138 1234 5678", None),
        ("028-86661234", None),
        ("4008001234", None),
        ("12345", "telephone_form"),
        ("1381234567", "telephone_form"),
        ("请勿来电", "telephone_form"),
    ],
)
def test_a_telephone_is_a_mobile_or_a_landline(text: str, fault: str | None) -> None:
    assert _fault("telephone", text) == fault


def _fault(name: str, value: str) -> str | None:
    try:
        _Person().load({name: value})
    except ma.ValidationError as wrong:
        return wrong.messages[name][0].code
    return None


def test_masks_keep_what_tells_two_people_apart_and_no_more() -> None:
    assert personal.mask_identity_number("11010519491231002X") == "110***********002X"
    assert personal.mask_telephone("13812345678") == "138****5678"
    assert personal.mask_telephone("1234567") == "*******"
    assert personal.mask_identity_number(None) is None
