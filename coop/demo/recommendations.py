"""Court recommendations of the demonstration: one being prepared, one out, one closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coop.core import clock
from coop.demo.founding import Founded
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.service import drafting, following, issuing

_PLACE = "川渝"


def show(founded: Founded) -> None:
    """The court of the agreement recommends; the other parties receive or are copied."""
    court = _Court(founded)
    court.prepared()
    court.issued()
    court.closed()


class _Court:
    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.officer = founded.actors["CY", "liaison"]
        self.president = founded.actors["CY", "signer"]

    def prepared(self) -> None:
        """The recipient was heard; the committee has not deliberated yet."""
        made = self._drafted(
            "关于完善保险合同免责条款提示说明义务的司法建议",
            recipient_name="四川省保险行业协会",
            findings="我院审理保险合同纠纷案件时发现，部分投保流程对免责条款的提示不够醒目。",
            problems="线上投保页面以默认勾选代替逐项确认，留痕不完整。",
            suggestions=["统一线上投保提示页面要求。", "完整保存提示、说明和确认记录。"],
        )
        self._heard(made)

    def issued(self) -> None:
        """Out to a regulator, awaiting its reply."""
        made = self._drafted(
            "关于规范个人消费贷款委外催收行为的司法建议",
            recipient_id=self.founded.institutions["CQ"],
            cc_ids=[self.founded.institutions["SC"]],
            findings="我院审理金融借款合同纠纷案件时发现，委外催收中存在信息保护不到位等问题。",
            problems="委外催收机构准入和日常管理不严。\n投诉处理和责任追究机制不健全。",
            suggestions=["督促建立委外催收机构名录并公示。", "完善投诉处理和责任追究机制。"],
        )
        self._sent(made)

    def closed(self) -> None:
        """Answered, and evaluated."""
        made = self._drafted(
            "关于加强理财产品适当性管理的司法建议",
            recipient_id=self.founded.institutions["SC"],
            findings="我院审理金融委托理财合同纠纷案件时发现，风险测评流于形式。",
            problems="风险测评问卷长期未更新，同一客户短期内多次测评结果差异较大。",
            suggestions=["指导机构定期更新测评问卷。", "对短期内重复测评设置提示和复核。"],
        )
        made = self._sent(made)
        made = following.reply_to_recommendation(
            self.founded.actors["SC", "liaison"],
            made.id,
            outcome="adopted",
            text="已印发通知，要求辖内机构一个季度内完成测评问卷更新和系统改造。",
            expected_version=made.version,
        )
        following.evaluate_recommendation(
            self.officer,
            made.id,
            result="effective",
            text="经回访，辖内机构已完成整改，同类纠纷明显减少。",
            expected_version=made.version,
        )

    def _drafted(self, title: str, **said: Any) -> CourtRecommendation:
        return drafting.draft_recommendation(
            self.officer, agreement_id=self.founded.agreement_id, title=title, **said
        )

    def _heard(self, made: CourtRecommendation) -> CourtRecommendation:
        return drafting.communicate(
            self.officer,
            made.id,
            heard_on=clock.today() - timedelta(days=10),
            opinion="认可所提问题，将组织研究落实。",
            expected_version=made.version,
        )

    def _sent(self, made: CourtRecommendation) -> CourtRecommendation:
        made = self._heard(made)
        made = drafting.deliberate(
            self.officer,
            made.id,
            on=clock.today() - timedelta(days=3),
            decision="审判委员会讨论通过。",
            expected_version=made.version,
        )
        made = issuing.sign_recommendation(self.president, made.id, expected_version=made.version)
        return issuing.issue_recommendation(
            self.officer, made.id, place=_PLACE, expected_version=made.version
        )
