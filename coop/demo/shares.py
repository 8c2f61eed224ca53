"""Shares in every state: drafted, to be signed for, corrected, recalled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.demo.founding import Founded
from coop.demo.sharing import Stage
from coop.mechanisms.sharing.queries.shares import get_share
from coop.mechanisms.sharing.service import aftercare, groups, shares


def show(founded: Founded) -> None:
    _Shares(founded).show()


class _Shares(Stage):
    def show(self) -> None:
        """A draft, one to sign for, one corrected, one recalled."""
        groups.create_share_group(
            self._actor("SC", "liaison"),
            agreement_id=self.founded.agreement_id,
            name="风险监测联络组",
            institution_ids=[self.founded.institutions[code] for code in ("CQ", "CY")],
        )
        self._shared("SC", "近期涉众型风险提示", "某财富管理平台出现集中兑付困难，请关注。")
        with self.back(5):
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
