"""The two marks as doors read them: what must be refused and logged reaches the rule."""

import pytest
from marshmallow import ValidationError

from coop.core.fields import Schema
from coop.documents.schemas import classification_field, urgency_field


class Marks(Schema):
    classification = classification_field()
    urgency = urgency_field()


@pytest.mark.parametrize(
    "given",
    [
        {"classification": "机密★10年"},
        {"classification": "top_secret"},
        {"classification": "work_secret"},
        {"urgency": "平急"},
        {"urgency": "extra_urgent"},
    ],
)
def test_allowed_codes_and_those_with_a_rule_of_their_own_pass(given: dict[str, str]) -> None:
    assert Marks().load(given) == given


@pytest.mark.parametrize(
    "given", [{"classification": "工作秘密"}, {"classification": 3}, {"urgency": "soon"}]
)
def test_every_other_value_is_no_choice(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Marks().load(given)


def test_only_what_is_allowed_is_offered() -> None:
    offered = {name: field.metadata["enum"] for name, field in Marks().fields.items()}
    assert offered == {
        "classification": ["public", "internal", "work_secret"],
        "urgency": ["none", "urgent", "extra_urgent"],
    }
