"""A file's columns, and how a line of it becomes the fields of a registration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coop.core.errors import FieldProblem, Invalid, invalid
from coop.core.language import Text
from coop.core.sheets import CELL_FAULTS, SheetRow
from coop.mechanisms.referrals.codes import COURT_LEVELS, MEANS, NATURES, PARTY_KINDS, SIDES

_PLAIN = {
    "external_ref": "来文单位编号",
    "pre_filing_no": "诉前调案号",
    "case_no": "立案案号",
    "cause": "案由",
    "nature": "纠纷性质",
    "court_level": "级别管辖",
    "claim_yuan": "标的额（元）",
    "summary": "纠纷情况",
}
_OF_PARTY = {
    "name": "",
    "kind": "类型",
    "identity_no": "证件号码",
    "phone": "联系电话",
    "address": "送达地址",
    "representative": "委托代理人",
    "consent_on": "同意调解日期",
    "consent_means": "同意方式",
}
_SIDES = ("applicant", "respondent")
_CHOICES: dict[str, Mapping[str, Text]] = {
    "nature": NATURES,
    "court_level": COURT_LEVELS,
    "kind": PARTY_KINDS,
    "consent_means": MEANS,
}
# Column name -> (side of the party or "", field).
COLUMNS: dict[str, tuple[str, str]] = {
    **{title: ("", field) for field, title in _PLAIN.items()},
    **{
        f"{SIDES[side].zh}{title}": (side, field)
        for side in _SIDES
        for field, title in _OF_PARTY.items()
    },
}
_NEEDED = ("案由", "纠纷性质", "级别管辖", "申请人", "申请人类型", "被申请人", "被申请人类型")


def check_columns(head: tuple[str, ...]) -> None:
    """Raises Invalid on `file` naming columns that are unknown or missing."""
    unknown = [name for name in head if name not in COLUMNS]
    if unknown:
        words = Text("没有这些列：{names}。", "There are no such columns: {names}.")
        raise invalid("file", "columns_unknown", words.with_facts(names=unknown))
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        words = Text("缺少这些列：{names}。", "Columns are missing: {names}.")
        raise invalid("file", "columns_missing", words.with_facts(names=missing))


def fields_of(row: SheetRow) -> dict[str, Any]:
    """The JSON that the schema of a registration reads. Raises Invalid for unusable cells."""
    if row.faults:
        raise Invalid(
            *(
                FieldProblem(f"/{name}", code, CELL_FAULTS[code])
                for name, code in row.faults.items()
            )
        )
    told: dict[str, dict[str, Any]] = {"": {}, **{side: {"side": side} for side in _SIDES}}
    for name, cell in row.cells.items():
        side, field = COLUMNS[name]
        if cell:
            told[side][field] = _value(field, cell)
    return {**told[""], "parties": [told[side] for side in _SIDES]}


def column_of(pointer: str) -> str:
    """The column behind a problem's pointer: "/parties/1/phone" is 被申请人联系电话."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "parties":
        return _PLAIN.get(parts[0], parts[0])
    if len(parts) < len(("parties", "place", "field")):
        return SIDES[_SIDES[0]].zh
    side = SIDES[_SIDES[int(parts[1])]].zh
    return f"{side}{_OF_PARTY.get(parts[2], parts[2])}"


def template() -> bytes:
    """An empty file with every column, as Excel opens it."""
    return (",".join(COLUMNS) + "\r\n").encode("utf-8-sig")


def _value(field: str, cell: str) -> Any:
    """Choices by code or by their Chinese or English name; sums without separators."""
    if field in _CHOICES:
        named = {one.zh: code for code, one in _CHOICES[field].items()}
        named |= {one.en: code for code, one in _CHOICES[field].items()}
        return named.get(cell, cell)
    if field == "claim_yuan":
        digits = cell.replace(",", "").replace("，", "").removesuffix(".00")
        return int(digits) if digits.isascii() and digits.isdigit() else cell
    return cell
