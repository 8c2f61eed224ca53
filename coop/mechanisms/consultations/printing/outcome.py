"""会商结论 with the table of opinions and answers, and 提请审议函 to the joint meeting."""

from __future__ import annotations

from dataclasses import replace

from coop.core import clock
from coop.core.actor import Actor
from coop.documents.handling import SignOff, Taken, issued_after
from coop.documents.models import OfficialDocument
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.policy import consulted_ids
from coop.mechanisms.consultations.printing import facts
from coop.mechanisms.consultations.printing.letters import file
from coop.mechanisms.consultations.workflow import OUTCOMES
from coop.typesetting.content import Block, LetterContent, Paragraph, headed, itemised, written

_JOINT_MEETING, _SECRETARIAT = "联席会议", "联席会议秘书处"


def file_conclusion(made: Consultation, actor: Actor) -> OfficialDocument:
    """Print and keep the conclusion; the outcome has been written.

    actor: the initiator's signer; or who records what the joint meeting decided, whose minutes
    every party signs.
    """
    outcome = OUTCOMES[made.outcome].zh if made.outcome else facts.BLANK
    opening = Paragraph("text", f"{made.title}（{facts.issue_no(made)}）会商情况及结论如下。")
    sections = headed(
        ("会商问题", itemised(facts.text_of(made).questions)),
        ("各方意见及采纳情况", facts.opinion_table(made, facts.revealed_opinions(made))),
        ("会商会议情况", written(made.meeting_record)),
        ("会商结论", [Paragraph("text", f"{outcome}。"), *written(made.outcome_text)]),
    )
    content = _letter(made, f"关于{made.title}会商结论的函", (opening, *sections))
    by = _JOINT_MEETING if made.item_id is not None and made.escalated_at else ""
    return file(made, content, made.initiator_id, _signed(actor, by))


def file_escalation(made: Consultation, reason: str, actor: Actor) -> OfficialDocument:
    """Print and keep the letter that raises the matter to the joint meeting; actor: its signer."""
    opening = Paragraph(
        "text", f"{made.title}（{facts.issue_no(made)}）经会商未能达成一致，现提请联席会议审议。"
    )
    sections = headed(
        ("会商问题", itemised(facts.text_of(made).questions)),
        ("各方意见及采纳情况", facts.opinion_table(made, facts.revealed_opinions(made))),
        ("提请审议的理由", written(reason)),
    )
    letter = _letter(made, f"关于提请联席会议审议{made.title}的函", (opening, *sections))
    content = replace(letter, addressees=(_SECRETARIAT,), cc=letter.addressees)
    return file(made, content, made.initiator_id, _signed(actor))


def _signed(actor: Actor, by: str = "") -> tuple[Taken, ...]:
    """Coop puts the letter together from what is recorded; the signer's act signs it."""
    signed_by = by or actor.on_behalf_of or actor.name
    return issued_after(SignOff(signed_by=signed_by, signed_at=clock.now()), actor)


def _letter(made: Consultation, title: str, paragraphs: tuple[Block, ...]) -> LetterContent:
    today = clock.today()
    called = facts.names(made)
    issuer = facts.party(made, made.initiator_id, today)
    return LetterContent(
        mark=issuer.name,
        number=facts.issue_no(made),
        formed_on=today,
        title=title,
        addressees=tuple(called[one] for one in consulted_ids(made.id)),
        paragraphs=paragraphs,
        signatures=(issuer.name,),
        urgency=made.urgency,  # type: ignore[arg-type]  # the CHECK holds the same codes
    )
