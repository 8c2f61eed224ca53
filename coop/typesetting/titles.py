"""Titles: 2号小标宋, centred, in lines of like length (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from coop.typesetting.flow import Row
from coop.typesetting.geometry import TITLE_SIZE, TYPE_WIDTH
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.units import Unit

TITLE = TextStyle(size=TITLE_SIZE, pitch=TITLE_SIZE, first=0, align="centre")
NOTE = TextStyle(first=0, align="centre")
TITLE_LEAD = TITLE_SIZE * 1.5
_GOOD_AFTER = frozenset("、》”）的与和及暨对")
_GOOD_BEFORE = ("关于", "第", "《", "（", "联席", "会议", "全体", "专题", "通知", "工作", "纪要")
_WORDS = (
    "金融 司法 监管 协同 联席 会议 纪要 全体 专题 工作 事项 重大 会商 信息 共享 目录 纠纷 多元 "
    "化解 调解 诉调 对接 党建 共建 人才 联合 培养 培训 调研 调查 研究 课题 法治 宣传 风险 线索 "
    "移送 防范 处置 非法 集资 区域 标准 意见 通知 制度 机制 协议 方案 案件 法院 银行 保险 证券 "
    "消费 权益 保护 中心 双城 经济 济圈 地区 建设 推进 加强 进一 一步 开展 召开 提出 关于 印发 "
    "报告 计划 年度 季度"
)
_PAIRS = frozenset(_WORDS.split())
"""Neighbouring characters of the words that titles of this trade are made of."""
_UNKNOWN_PENALTY, _WORD_PENALTY = 9.0, 60.0
"""In cells squared: what a line may be off balance so as to end between words."""

# Minutes go round for comment; a letter waits for its signature.
FOR_COMMENT, FOR_APPROVAL = "（征求意见稿）", "（送审稿）"


def title_rows(setter: Setter, title: str) -> list[Row]:
    """Rows of a title; a line end in it says where a line is to end."""
    rows: list[Row] = []
    for part in title.splitlines():
        for text in balanced(part, setter.maker(TITLE).units([("xbs", part)])):
            rows += setter.rows([("xbs", text)], TITLE, lead=TITLE_LEAD, keep_with_next=True)
    return rows


def balanced(title: str, units: Sequence[Unit]) -> list[str]:
    """The title's lines: as few as fit, of like length, ended between words if possible."""
    measure = TYPE_WIDTH / TITLE_SIZE
    reach = [0.0, *accumulate(unit.width / TITLE_SIZE for unit in units)]
    count = -(-reach[-1] // measure)
    if count <= 1:
        return [title]
    target = reach[-1] / count
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        penalty = _penalty(units, end)
        choices = [
            (best[start][0] + (reach[end] - reach[start] - target) ** 2 + penalty, start)
            for start in range(end)
            if reach[end] - reach[start] <= measure
        ]
        best.append(min(choices, default=(float("inf"), end - 1)))
    return _lines(units, best)


def _lines(units: Sequence[Unit], best: Sequence[tuple[float, int]]) -> list[str]:
    lines: list[str] = []
    end = len(units)
    while end > 0:
        start = best[end][1]
        lines.insert(0, "".join(unit.text for unit in units[start:end]))
        end = start
    return lines


def _penalty(units: Sequence[Unit], end: int) -> float:
    if end == len(units):
        return 0.0
    if units[end].not_at_start or units[end - 1].not_at_end:
        return 1e6
    before, after = units[end - 1].text, units[end].text
    if before + after in _PAIRS:
        return _WORD_PENALTY
    following = after + (units[end + 1].text if end + 1 < len(units) else "")
    good = before in _GOOD_AFTER or following.startswith(_GOOD_BEFORE)
    return 0.0 if good else _UNKNOWN_PENALTY


def note_rows(setter: Setter, *, draft: str | None, correction_note: str | None) -> list[Row]:
    """The lines under a title: which draft it is, and what was corrected."""
    notes = [draft] if draft else []
    if correction_note is not None:
        notes.append(correction_note)
    return [
        row for note in notes for row in setter.rows([("kai", note)], NOTE, keep_with_next=True)
    ]
