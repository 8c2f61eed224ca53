"""Marks of urgency and classification (scenario 5)."""

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import command, session
from coop.core.errors import Invalid
from coop.documents import secrecy, service
from coop.documents.models import OfficialDocument
from coop.documents.secrecy import StateSecretRefused
from tests.documents import made
from tests.world import World

FORBIDDEN = ["绝密", "机密", "秘密", "机密★10年", "绝密 ★", "top_secret", "secret", "confidential"]


@pytest.mark.parametrize("word", FORBIDDEN)
def test_state_secrets_are_refused_by_word_and_by_code(word: str) -> None:
    with pytest.raises(StateSecretRefused) as refused:
        secrecy.refuse_state_secret(word)
    assert refused.value.code == "state_secret_refused"
    assert [one.pointer for one in refused.value.problems] == ["/classification"]
    assert "机要渠道" in refused.value.message.zh


@pytest.mark.parametrize("word", [*secrecy.CLASSIFICATIONS, "工作秘密"])
def test_what_the_system_may_hold_is_not_refused(word: str) -> None:
    assert not secrecy.is_state_secret(word)


@pytest.mark.parametrize("word", ["平急", "特提", "telegram_normal", "telegram_top"])
def test_telegram_urgencies_are_refused_for_documents(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        secrecy.refuse_telegram_urgency(word)
    assert refused.value.problems[0].code == "urgency_only_for_telegrams"


def test_the_documents_own_urgencies_pass() -> None:
    for code in secrecy.URGENCIES:
        secrecy.refuse_telegram_urgency(code)


def test_internal_documents_and_work_secrets_carry_the_mark_and_public_ones_none() -> None:
    marks = {code: secrecy.internal_mark(code) for code in secrecy.CLASSIFICATIONS}
    assert marks == {"public": None, "internal": "内部", "work_secret": "内部"}


@command
def _file_as(actor: Actor, given: service.Filing) -> OfficialDocument:
    return service.file_document(given)


def test_a_refused_state_secret_leaves_a_log_entry_without_content_and_nothing_else(
    app: Flask, world: World
) -> None:
    given = made.filing(world, None, issue_no="第1期", classification="机密", title="不该留下")
    with pytest.raises(StateSecretRefused):
        _file_as(world.sc.secretary, given)
    assert session().scalar(sa.select(sa.func.count()).select_from(OfficialDocument)) == 0
    entry = session().scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.actor_id) == (
        "refused:state_secret_refused",
        world.sc.secretary.id,
    )
    assert "不该留下" not in entry.changes


def test_a_document_with_a_telegram_urgency_is_not_filed(app: Flask, world: World) -> None:
    given = made.filing(world, None, issue_no="第1期", urgency="平急")
    with pytest.raises(Invalid) as refused:
        made.file(given)
    assert refused.value.problems[0].code == "urgency_only_for_telegrams"
