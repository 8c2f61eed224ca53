"""The catalogue, requests and shares in every state, around the present day."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.language import SHANGHAI
from coop.demo import catalogue
from coop.demo.founding import Founded
from coop.mechanisms.sharing.models import ShareRequest
from coop.mechanisms.sharing.queries.requests import get_share_request
from coop.mechanisms.sharing.queries.shares import get_share
from coop.mechanisms.sharing.service import (
    aftercare,
    corrections,
    grants,
    proposals,
    replies,
    requests,
    shares,
)
from coop.registry import working_days

Answer = Callable[..., ShareRequest]
_OFFICE_HOURS = time(9, 40)
_CSV = "机构名称,投诉事由,件数\n示范银行甲分行,信用卡息费,12\n示范保险乙公司,退保,7\n"


def show(founded: Founded) -> None:
    """One request per state, over a catalogue of each class; shares are in shares.py."""
    stage = Stage(founded)
    stage.entries = catalogue.publish(founded, stage.back(20))
    stage.draft()
    stage.submitted()
    stage.supplementing()
    stage.refused()
    stage.approved()
    stage.active()
    stage.suspended()
    stage.disposing()
    stage.refused_for_good()
    stage.terminated()
    stage.closed()
    catalogue.change(founded, stage.entries)


class Stage:
    """Where the demonstration of sharing is set: its actors, catalogue and working days."""

    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.entries: dict[str, UUID] = {}

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
        made = proposals.propose_supplement(
            self._actor("CQ", "liaison"),
            made.id,
            missing_items=["使用依据的具体条款", "数据安全保护措施"],
            expected_version=made.version,
        )
        self._sent_with_consent(made, replies.ask_supplement)

    def refused(self) -> None:
        """Refused and disputed; the joint meeting is to decide."""
        made = self._sent(6, "SC", "案件统计", "监管评级参考")
        with self.back(5):
            made = self._turned_down(
                made, "pending_case", "所列案件多数尚在审理，结案后可另行申请。"
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

    def refused_for_good(self) -> None:
        made = self._sent(9, "CQ", "案件统计", "机构画像")
        with self.back(8):
            self._turned_down(
                made, "beyond_duties", "机构画像不属申请单位法定职责，可使用公开数据。"
            )

    def terminated(self) -> None:
        """Suspended, not put right, ended; the requester has yet to dispose of it."""
        made = self._delivered(18, "SC", "投诉", "内部培训案例")
        provider = self._actor("CQ", "liaison")
        with self.back(4):
            made = grants.suspend_grant(
                provider,
                made.id,
                code="third_party",
                reason="未经同意提供给合作机构。",
                expected_version=made.version,
            )
        grants.terminate_grant(
            provider, made.id, reason="逾期未整改。", expected_version=made.version
        )

    def closed(self) -> None:
        """The period is over and the copies are destroyed."""
        until_on = clock.today() - timedelta(days=2)
        made = self._delivered(17, "CQ", "案件统计", "联合调研", until_on=until_on)
        made = grants.expire_grant(SYSTEM, made.id)
        grants.confirm_grant_disposal(
            self._actor("CQ", "liaison"),
            made.id,
            disposal="数据文件及备份已删除，两人见证。",
            expected_version=made.version,
        )

    # ------------------------------------------------------------------ parts

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
        with self.back(days):
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
        provider = self._actor(self._code(made.provider_id), "liaison")
        with self.back(days - 1):
            made = proposals.propose_terms(provider, made.id, expected_version=made.version)
            return self._sent_with_consent(made, replies.approve_share_request)

    def _turned_down(self, made: ShareRequest, code: str, reason: str) -> ShareRequest:
        made = proposals.propose_refusal(
            self._actor("CY", "liaison"),
            made.id,
            code=code,
            reason=reason,
            expected_version=made.version,
        )
        return self._sent_with_consent(made, replies.refuse_share_request)

    def _sent_with_consent(self, made: ShareRequest, answer: Answer) -> ShareRequest:
        """What the provider proposed, endorsed by its head and sent."""
        provider = self._code(made.provider_id)
        for role, act in (("signer", proposals.endorse_terms), ("liaison", answer)):
            made = act(self._actor(provider, role), made.id, expected_version=made.version)
        return made

    def _delivered(
        self, days: int, code: str, key: str, scenario: str, until_on: date | None = None
    ) -> ShareRequest:
        made = self._approved(days, code, key, scenario, until_on)
        content = base64.b64encode(_CSV.encode()).decode()
        with self.back(days - 2):
            return grants.deliver_share_request(
                self._actor(self._code(made.provider_id), "liaison"),
                made.id,
                classification="internal",
                text="按季度汇总，已脱敏。",
                file={"filename": "数据.csv", "content_base64": content},
                expected_version=made.version,
            )

    def _share_of(self, request: ShareRequest) -> UUID:
        view = get_share_request(self._actor("CY", "liaison"), request.id)
        return view.deliveries[0].id

    def _version(self, share_id: UUID, code: str) -> int:
        return get_share(self._actor(code, "liaison"), share_id).version

    def back(self, days: int) -> AbstractContextManager[None]:
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
