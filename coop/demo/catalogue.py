"""The sharing catalogue: an entry of each class, a change to be made, revisions under review."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.demo.founding import Founded
from coop.mechanisms.sharing.models import CatalogEntry
from coop.mechanisms.sharing.service import catalog

_USUAL = {
    "items": ["机构名称", "事由", "数量"],
    "format": "csv",
    "update_frequency": "每季度",
    "share_class": "conditional",
    "mode": "file",
    "grading": "一般数据",
    "scope": "成渝地区",
}
# key -> provider, name, what differs from the usual
_ENTRIES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "案件统计": ("CY", "金融案件分案由收结统计", {"share_class": "unconditional", "scope": ""}),
    "投诉": ("CQ", "金融消费投诉数据", {"purpose": "金融纠纷诉源治理"}),
    "个人信息": (
        "SC",
        "个人征信明细",
        {"share_class": "not_shared", "legal_basis": "《征信业管理条例》第十四条", "scope": ""},
    ),
    "网点": ("SC", "银行保险机构网点信息", {"purpose": "送达和调解联络"}),
    "处罚": ("CQ", "行政处罚决定信息", {"purpose": "案件审理参考"}),
}


def publish(founded: Founded, then: AbstractContextManager[None]) -> dict[str, UUID]:
    """Every entry published at that time; answers their ids by key."""
    made: dict[str, UUID] = {}
    with then:
        for key, (code, name, changes) in _ENTRIES.items():
            keeper = founded.actor(code, "liaison")
            said = {**_USUAL, "name": name, **changes}
            entry = catalog.draft_catalog_entry(keeper, agreement_id=founded.agreement_id, **said)
            catalog.publish_catalog_entry(keeper, entry.id, expected_version=entry.version)
            made[key] = entry.id
    return made


def change(founded: Founded, entries: dict[str, UUID]) -> None:
    """One entry whose data changed today, one whose revision is reviewed, one returned."""
    keeper = founded.actor("CQ", "liaison")
    catalog.report_catalog_change(
        keeper,
        entries["投诉"],
        changed_on=clock.today(),
        note="投诉系统升级，新增“办理时限”数据项。",
        expected_version=2,
    )
    _revise(founded, "SC", entries["网点"], items=["机构名称", "网点地址", "联系电话"])
    revised = _revise(founded, "CQ", entries["处罚"], update_frequency="每月", format="")
    catalog.review_catalog_revision(
        founded.actor("SC", "secretariat"),
        revised.id,
        outcome="return",
        note="数据格式不能为空，请注明文件格式。",
        expected_version=revised.version,
    )


def _revise(founded: Founded, code: str, entry_id: UUID, **said: Any) -> CatalogEntry:
    return catalog.edit_catalog_entry(
        founded.actor(code, "liaison"), entry_id, expected_version=2, **said
    )
