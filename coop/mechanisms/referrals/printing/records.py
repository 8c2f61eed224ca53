"""送达地址确认书 and 调解笔录, in the plain form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coop.core.language import SHANGHAI
from coop.mechanisms.referrals.codes import (
    CAPACITIES,
    MEANS,
    RECIPIENTS,
    SESSION_MODES,
    SIDES,
    SIGNING_CAPACITIES,
)
from coop.mechanisms.referrals.law import CIVIL, INVITED
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    DisputeParty,
    MediationSession,
    SessionAttendee,
)
from coop.mechanisms.referrals.printing import facts
from coop.typesetting.content import Block, Paragraph, Table, headed, itemised, written

_LABELLED = (7.0, 21.0)
_ATTENDEES = (10.0, 8.0, 10.0)
_POSTAL_SERVICE = "《最高人民法院关于以法院专递方式邮寄送达民事诉讼文书的若干规定》"
_SERVICE_RULES = (
    "当事人应当提供准确的送达地址和联系方式；地址变更的，应当及时书面告知调解组织或者人民法院。",
    "因提供或者确认的地址不准确、变更后未及时告知，文书未能被实际接收的，邮寄送达的以文书退回之日"
    f"为送达之日（{_POSTAL_SERVICE}第十一条）。",
    "经受送达人同意，可以采用能够确认其收悉的电子方式送达；以电子方式送达的裁判文书和调解书，当事人"
    f"需要纸质文书的可以提出（{CIVIL.zh}第九十条）。",
)
_CONFIRMED = (
    "本人（本单位）已阅知上述事项，所填内容准确、有效，同意其适用于本案的调解、司法确认以及其后的"
    "诉讼和执行程序。"
)
_CONFIDENTIAL = (
    "调解不公开进行，参加调解的人员应当保密；为达成协议所作的让步，除各方同意外，不得在其后的诉讼中"
    f"作为对其不利的证据（{INVITED.zh}第二条、第二十二条）。本笔录由调解组织保存，不移送人民法院。"
)
_BLANK = ""


def address_form(made: Dispute, confirmed: AddressConfirmation | None = None) -> bytes:
    """送达地址确认书: to be filled in by hand, or as a party confirmed it."""
    parties = facts.parties_of(made)
    own = next((one for one in parties if confirmed and one.id == confirmed.party_id), None)
    blocks = [
        Paragraph("text", f"案由：{made.cause}{facts.case_nos(made)}。"),
        Paragraph("text", f"当事人：{_whose(parties, own)}"),
        *headed(
            ("送达地址", [Table(("项目", "内容"), _address_rows(confirmed), _LABELLED)]),
            ("告知事项", itemised(_SERVICE_RULES)),
            ("当事人确认", [Paragraph("text", _CONFIRMED)]),
        ),
    ]
    who = f"{SIDES[own.side].zh}{own.name}" if own else "当事人"
    signed_on = confirmed.confirmed_on if confirmed else None
    closing = [facts.signing_line(f"{who}（签名、盖章或捺印）", signed_on)]
    return facts.form(made, "送达地址确认书", blocks, closing)


def session_record(
    made: Dispute, held: MediationSession, attendees: Sequence[SessionAttendee]
) -> bytes:
    """调解笔录: who was there, what was said, who signed."""
    called = {one.id: one.name for one in facts.parties_of(made)}
    listed = tuple(
        (
            one.name,
            CAPACITIES[one.capacity].zh,
            called[one.party_id] if one.party_id and one.capacity != "party" else _BLANK,
        )
        for one in attendees
    )
    blocks = [
        Paragraph("text", f"案由：{made.cause}{facts.case_nos(made)}。"),
        *headed(
            ("基本情况", [Table(("项目", "内容"), _circumstances(made, held), _LABELLED)]),
            ("到场人员", [Table(("姓名或名称", "身份", "代理的当事人"), listed, _ATTENDEES)]),
            ("告知事项", [Paragraph("text", _CONFIDENTIAL)]),
            ("调解经过", written(held.note)),
            ("各方为达成协议提出的方案和让步", written(held.concessions)),
            ("核对签名", _read_over(held)),
        ),
    ]
    closing = [_signature(held, one) for one in attendees if one.capacity in SIGNING_CAPACITIES]
    return facts.form(made, "调解笔录", blocks, closing, suffix=f"（第{held.number}次）")


# --------------------------------------------------------------------------- parts


def _whose(parties: Sequence[DisputeParty], own: DisputeParty | None) -> str:
    """The party that confirmed, or a box for each."""
    if own is not None:
        return f"{SIDES[own.side].zh}{own.name}。"
    return "　".join(f"□{SIDES[one.side].zh}{one.name}" for one in parties)


def _address_rows(confirmed: AddressConfirmation | None) -> tuple[tuple[str, str], ...]:
    if confirmed is None:
        kinds = "　".join(f"□{one.zh}" for one in RECIPIENTS.values())
        filled = (_BLANK, kinds, _BLANK, _BLANK, _BLANK, "□同意　□不同意", _BLANK, _BLANK)
    else:
        filled = (
            confirmed.recipient,
            RECIPIENTS[confirmed.recipient_kind].zh,
            confirmed.address,
            confirmed.postcode or _BLANK,
            confirmed.phone,
            "同意" if confirmed.accepts_electronic else "不同意",
            confirmed.electronic_address or _BLANK,
            f"{MEANS[confirmed.means].zh}，{confirmed.recorded_by}登记",
        )
    labels = (
        "收件人", "收件人身份", "送达地址", "邮政编码", "联系电话", "电子送达",
        "电子送达地址", "确认方式",
    )  # fmt: skip
    return tuple(zip(labels, filled, strict=True))


def _circumstances(made: Dispute, held: MediationSession) -> tuple[tuple[str, str], ...]:
    how = SESSION_MODES[held.mode].zh
    return (
        ("时间", f"{facts.chinese(held.held_on)}{_hours(held)}"),
        ("方式和地点", f"{how}，{held.place}" if held.place else how),
        ("调解组织", facts.body_institution(made).name),
        ("记录登记", held.recorded_by),
    )


def _hours(held: MediationSession) -> str:
    told = "至".join(_hour(one) for one in (held.starts_at, held.ends_at) if one is not None)
    return f"{told}{'起' if told and held.ends_at is None else ''}"


def _hour(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local.hour}时{local.minute:02d}分"


def _signature(held: MediationSession, one: SessionAttendee) -> tuple[str, str]:
    who = f"{CAPACITIES[one.capacity].zh}{one.name}（签名）"
    if held.signed_on is None or one.has_signed:
        return facts.signing_line(who, held.signed_on)
    return f"{who}：未签名", _BLANK


def _read_over(held: MediationSession) -> list[Block]:
    found: list[Block] = [
        Paragraph("text", "以上笔录经到场人员阅读（或者向其宣读），核对无误后签名。")
    ]
    if held.unsigned_reason:
        found.append(Paragraph("text", f"未签名的情况：{held.unsigned_reason}"))
    return found
