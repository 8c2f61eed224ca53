"""The catalogue, requests and shares in every state, around the present day."""

from __future__ import annotations

import base64
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.language import SHANGHAI
from coop.demo.founding import Founded
from coop.mechanisms.sharing.models import ShareRequest
from coop.mechanisms.sharing.queries.requests import get_share_request
from coop.mechanisms.sharing.queries.shares import get_share
from coop.mechanisms.sharing.service import (
    aftercare,
    catalog,
    corrections,
    grants,
    groups,
    replies,
    requests,
    shares,
)
from coop.registry import working_days

_OFFICE_HOURS = time(9, 40)
_CSV = "机构名称,投诉事由,件数\n示范银行甲分行,信用卡息费,12\n示范保险乙公司,退保,7\n"


def show(founded: Founded) -> None:
    """One request and one share per state, over a catalogue of each class."""
    stage = _Stage(founded)
    stage.catalogue()
    stage.draft()
    stage.submitted()
    stage.supplementing()
    stage.refused()
    stage.approved()
    stage.active()
    stage.suspended()
    stage.disposing()
    stage.shares()


class _Stage:
    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.entries: dict[str, UUID] = {}

    def catalogue(self) -> None:
        self._entry("案件统计", "CY", "金融案件分案由收结统计", share_class="unconditional")
        self._entry("投诉", "CQ", "金融消费投诉数据", scope="成渝地区", purpose="金融纠纷诉源治理")
        self._entry(
            "个人信息",
            "SC",
            "个人征信明细",
            share_class="not_shared",
            legal_basis="《征信业管理条例》第十四条",
        )

    # ------------------------------------------------------------------ requests, by state

    def draft(self) -> None:
        self._drafted("SC", "案件统计", "核对季度报告口径")

    def submitted(self) -> None:
        """Asked two days ago; the provider wants more time."""
        made = self._sent(2, "CY", "投诉", "委派调解前核对机构投诉情况")
        replies.ask_extension(
            self._actor("CQ", "liaison"),
            made.id,
            days=5,
            reason="涉及多个系统，需要核对去重。",
            expected_version=made.version,
        )

    def supplementing(self) -> None:
        made = self._sent(3, "SC", "投诉", "跨区域机构风险排查")
        replies.ask_supplement(
            self._actor("CQ", "liaison"),
            made.id,
            missing_items=["使用依据的具体条款", "数据安全保护措施"],
            expected_version=made.version,
        )

    def refused(self) -> None:
        """Refused and disputed; the joint meeting is to decide."""
        made = self._sent(6, "SC", "案件统计", "监管评级参考")
        with self._back(5):
            made = replies.refuse_share_request(
                self._actor("CY", "liaison"),
                made.id,
                code="pending_case",
                reason="所列案件多数尚在审理，结案后可另行申请。",
                expected_version=made.version,
            )
        requests.dispute_refusal(
            self._actor("SC", "liaison"),
            made.id,
            reason="申请的仅为分案由统计数，不涉及个案。",
            expected_version=made.version,
        )

    def approved(self) -> None:
        self._approved(8, "CQ", "案件统计", "编制季度形势分析")

    def active(self) -> None:
        """Delivered, signed for, used, with a doubt about one figure."""
        made = self._delivered(12, "CY", "投诉", "诉源治理专题分析")
        share_id = self._share_of(made)
        receiver = self._actor("CY", "liaison")
        shares.sign_for_share(receiver, share_id, expected_version=self._version(share_id, "CY"))
        aftercare.record_use(
            self._actor("CY", "handler"),
            share_id,
            scenario="诉源治理专题分析",
            process="按机构和事由汇总，与收案数比对。",
            effect="确定三家机构为诉前沟通重点。",
            storage="法院内网专用目录，两人授权。",
        )
        corrections.request_correction(
            receiver, share_id, text="退保件数与上季度通报不一致，请核实口径。"
        )

    def suspended(self) -> None:
        made = self._delivered(14, "SC", "投诉", "区域风险监测")
        grants.suspend_grant(
            self._actor("CQ", "liaison"),
            made.id,
            code="outside_scope",
            reason="用于申请之外的评级打分，请说明并整改。",
            expected_version=made.version,
        )

    def disposing(self) -> None:
        """The period ended yesterday; the requester proves the disposal."""
        until_on = clock.today() - timedelta(days=1)
        made = self._delivered(16, "CQ", "案件统计", "专题调研", until_on=until_on)
        grants.expire_grant(SYSTEM, made.id)

    # ------------------------------------------------------------------ shares

    def shares(self) -> None:
        """A draft, one to sign for, one corrected, one recalled."""
        groups.create_share_group(
            self._actor("SC", "liaison"),
            agreement_id=self.founded.agreement_id,
            name="风险监测联络组",
            institution_ids=[self.founded.institutions[code] for code in ("CQ", "CY")],
        )
        self._shared("SC", "近期涉众型风险提示", "某财富管理平台出现集中兑付困难，请关注。")
        with self._back(5):
            corrected = self._shared("CQ", "处罚信息季度通报", "本季度处罚机构九家。")
            recalled = self._shared("CY", "司法建议落实情况", "尚未核实的统计数。")
        aftercare.correct_share(
            self._actor("CQ", "liaison"),
            corrected,
            note="更正处罚机构数量。",
            text="本季度处罚机构八家。",
            expected_version=self._version(corrected, "CQ"),
        )
        aftercare.recall_share(
            self._actor("CY", "liaison"),
            recalled,
            reason="统计口径有误，另行发送。",
            expected_version=self._version(recalled, "CY"),
        )
        shares.draft_share(
            self._actor("SC", "liaison"), **self._share_fields("SC", "季度监管形势分析", "初稿。")
        )

    # ------------------------------------------------------------------ parts

    def _entry(self, key: str, code: str, name: str, **changes: Any) -> None:
        fields: dict[str, Any] = {
            "name": name,
            "items": ["机构名称", "事由", "数量"],
            "format": "csv",
            "update_frequency": "每季度",
            "share_class": "conditional",
            "mode": "file",
            "grading": "一般数据",
        }
        liaison = self._actor(code, "liaison")
        with self._back(20):
            made = catalog.draft_catalog_entry(
                liaison, agreement_id=self.founded.agreement_id, **(fields | changes)
            )
            catalog.publish_catalog_entry(liaison, made.id, expected_version=made.version)
        self.entries[key] = made.id

    def _drafted(
        self, code: str, key: str, scenario: str, until_on: date | None = None
    ) -> ShareRequest:
        return requests.draft_share_request(
            self._actor(code, "liaison"),
            entry_id=self.entries[key],
            basis="本单位法定职责和战略合作框架协议第五条",
            scenarios=[scenario],
            scope="本年度第三季度，成渝地区",
            mode="file",
            from_on=clock.today(),
            until_on=until_on or clock.today() + timedelta(days=90),
        )

    def _sent(
        self, days: int, code: str, key: str, scenario: str, until_on: date | None = None
    ) -> ShareRequest:
        with self._back(days):
            made = self._drafted(code, key, scenario, until_on)
            made = requests.consent_to_share_request(
                self._actor(code, "signer"), made.id, expected_version=made.version
            )
            return requests.submit_share_request(
                self._actor(code, "liaison"), made.id, expected_version=made.version
            )

    def _approved(
        self, days: int, code: str, key: str, scenario: str, until_on: date | None = None
    ) -> ShareRequest:
        made = self._sent(days, code, key, scenario, until_on)
        provider = self._code(made.provider_id)
        with self._back(days - 1):
            for role, step in (
                ("liaison", replies.propose_terms),
                ("signer", replies.endorse_terms),
                ("liaison", replies.approve_share_request),
            ):
                made = step(self._actor(provider, role), made.id, expected_version=made.version)
        return made

    def _delivered(
        self, days: int, code: str, key: str, scenario: str, until_on: date | None = None
    ) -> ShareRequest:
        made = self._approved(days, code, key, scenario, until_on)
        file = {
            "filename": "数据.csv",
            "content_base64": base64.b64encode(_CSV.encode()).decode(),
        }
        with self._back(days - 2):
            return grants.deliver_share_request(
                self._actor(self._code(made.provider_id), "liaison"),
                made.id,
                classification="internal",
                text="按季度汇总，已脱敏。",
                file=file,
                expected_version=made.version,
            )

    def _shared(self, code: str, title: str, text: str) -> UUID:
        sender = self._actor(code, "liaison")
        made = shares.draft_share(sender, **self._share_fields(code, title, text))
        seen = get_share(sender, made.id).will_see
        return shares.send_share(
            sender,
            made.id,
            confirmed_ids=[one.institution_id for one in seen],
            expected_version=made.version,
        ).id

    def _share_fields(self, code: str, title: str, text: str) -> dict[str, Any]:
        return {
            "agreement_id": self.founded.agreement_id,
            "title": title,
            "text": text,
            "classification": "internal",
            "legal_basis": "战略合作框架协议第五条",
            "purpose": "金融风险防范和纠纷化解",
            "onward": "ask",
            "recipient_ids": [one for key, one in self.founded.institutions.items() if key != code],
        }

    def _share_of(self, request: ShareRequest) -> UUID:
        view = get_share_request(self._actor("CY", "liaison"), request.id)
        return view.deliveries[0].id

    def _version(self, share_id: UUID, code: str) -> int:
        return get_share(self._actor(code, "liaison"), share_id).version

    def _back(self, days: int) -> AbstractContextManager[None]:
        """The clock some working days ago, in office hours."""
        on, left = clock.today(), days
        while left:
            on -= timedelta(days=1)
            left -= self.calendar.is_working_day(on)
        return clock.stopped_at(datetime.combine(on, _OFFICE_HOURS, SHANGHAI))

    def _actor(self, code: str, role: str) -> Actor:
        return self.founded.actor(code, role)

    def _code(self, institution_id: UUID) -> str:
        found = self.founded.institutions.items()
        return next(code for code, one in found if one == institution_id)
