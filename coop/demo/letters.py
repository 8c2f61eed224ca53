"""Free letters of the host's secretariat in every state, and one that few may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coop.core import clock
from coop.core.actor import Actor
from coop.core.ladder import WORK_SECRET
from coop.demo.founding import Founded
from coop.documents import letters, service
from coop.documents.models import OfficialDocument
from coop.documents.queries import get_document
from coop.registry import clearances, directory

_WAYS = (
    ("关于商请支持金融纠纷数据统计工作的函", ()),
    ("关于推荐联合调研人员的函", ("review",)),
    ("关于调整联络员的函", ("review", "sign")),
    ("关于共同开展金融知识宣传的函", ("review", "sign", "issue")),
    ("关于报送半年度工作总结的函", ("review", "sign", "issue", "revoke")),
    ("关于临时调整签收方式的函", ("review", "sign", "issue", "repeal")),
    ("关于建立重点案件信息通报渠道的函", ("review", "sign", "issue", "archive")),
)
_BODY = (
    "为推进合作协议落实，现将有关事项函告如下。\n"
    "一、工作内容\n"
    "请按职责分工办理，并指定专人联系。\n"
    "二、有关要求\n"
    "请于收到本函后十个工作日内函复。"
)


_CONFIDED = "关于个案风险处置口径的函"
_TERM = timedelta(days=365)


def show(founded: Founded) -> None:
    """One letter per state, of today's host to the other parties; a work secret to one of them."""
    host_id = directory.host_on(founded.agreement_id, clock.today())
    code = next(code for code, one in founded.institutions.items() if one == host_id)
    others = [one for one in founded.institutions.values() if one != host_id]
    secretary = founded.actor(code, "secretariat")
    for title, way in _WAYS:
        made = letters.draft_letter(
            secretary,
            founded.agreement_id,
            title=title,
            body=_BODY,
            addressee_ids=others,
            note="联系人：综合处",
        )
        for step in way:
            _take(founded, code, made, step)
    _confide(founded, code, next(one for one in founded.institutions if one != code))


def _confide(founded: Founded, code: str, to: str) -> None:
    """Office and head of the host clear each other, the addressee's head its liaison officer."""
    who = {
        (code, "secretariat"): founded.actor(code, "signer"),
        (code, "signer"): founded.actor(code, "secretariat"),
        (to, "liaison"): founded.actor(to, "signer"),
    }
    cleared = {key: _cleared(founded, founded.actor(*key), by) for key, by in who.items()}
    inside = replace(founded, actors={**founded.actors, **cleared})
    made = letters.draft_letter(
        inside.actor(code, "secretariat"),
        founded.agreement_id,
        title=_CONFIDED,
        body=_BODY,
        addressee_ids=[founded.institutions[to]],
        classification=WORK_SECRET,
    )
    for step in ("review", "sign", "issue"):
        _take(inside, code, made, step)


def _cleared(founded: Founded, person: Actor, by: Actor) -> Actor:
    clearances.set_clearance(
        by,
        founded.agreement_id,
        person_id=person.id,
        highest=WORK_SECRET,
        reason="办理个案风险处置需要",
        to_on=clock.today() + _TERM,
    )
    return replace(person, clearances=frozenset({(founded.agreement_id, WORK_SECRET)}))


def _take(founded: Founded, code: str, made: OfficialDocument, step: str) -> None:
    secretary, signer = founded.actor(code, "secretariat"), founded.actor(code, "signer")
    version = _version(secretary, made)
    if step == "review":
        letters.review_document(secretary, made.id, expected_version=version, note="文稿已核")
    elif step == "sign":
        letters.sign_document(signer, made.id, expected_version=version)
    elif step == "issue":
        letters.register_and_issue(secretary, made.id, expected_version=version, copies=6)
    elif step == "revoke":
        letters.revoke_letter(signer, made.id, expected_version=version, reason="依据有误")
    elif step == "repeal":
        letters.repeal_letter(signer, made.id, expected_version=version, reason="已有新规定")
    else:
        archivist = founded.actor(code, "archivist")
        service.archive_document(
            archivist, made.id, expected_version=version, retention="ten_years"
        )


def _version(actor: Actor, made: OfficialDocument) -> int:
    return get_document(actor, made.id).version
