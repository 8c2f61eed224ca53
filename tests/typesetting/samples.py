"""Content to print in tests; everything is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from coop.typesetting.content import (
    Attachment,
    AttendanceLine,
    LetterContent,
    MinutesContent,
    Table,
    paragraphs_of,
)

BODY = """一、研究金融纠纷诉调对接工作
会议听取了成渝金融法院关于诉调对接工作的汇报。2026年1月至8月，委派、委托调解金融纠纷1286件，成功率65.29%；两地调解组织“一案一码”台账已经建立，仍有部分材料签收不及时、期限计算不一致的问题，须引起重视……
（一）压实工作责任
会议要求，各单位要对照《重点任务分解表》，逐项明确牵头单位、责任人和完成时限，实行“清单化管理、节点化推进”；对进度滞后的事项，由联络员提醒——必要时提请联席会议研究。会议强调：“责任不落实，问题就不会解决。”
二、审议信息共享目录
会议同意统一的数据交换方案（V2.0），接口采用HTTPS方式，首批接入3家机构、17类数据，2026年12月31日前完成联调。涉及个人信息的，应当依照有关规定履行告知、审批和留痕程序，未经批准不得导出。"""

ATTENDANCE = (
    AttendanceLine("列席", (("四川银行业纠纷调解中心", ("孙某",)),)),
    AttendanceLine(
        "出席",
        (
            ("四川金融监管局", ("李某某", "陈某", "王某䶮", "买买提·艾力", "欧阳某某", "张某某")),
            ("成渝金融法院", ("吴某某", "郑某喆")),
        ),
    ),
    AttendanceLine("请假", (("成渝金融法院", ("冯某",)),)),
)

TABLE = Table(
    ("序号", "议定事项", "责任单位", "完成时限"),
    tuple(
        (
            str(number),
            "完成数据交换平台与三家机构的接口联调，并提交测试报告",
            "信息中心",
            "2026年12月31日",
        )
        for number in range(1, 16)
    ),
    (3, 11.5, 6, 7.5),
)


def minutes(repeats: int = 2, **changes: Any) -> MinutesContent:
    """Issued minutes whose body is the sample text repeated."""
    content = MinutesContent(
        mark="成渝金融司法与金融监管协同联席会议纪要",
        number="川金会纪〔2026〕1号",
        issue_no=None,
        issuer="联席会议办公室",
        formed_on=date(2026, 10, 12),
        title="成渝金融司法与金融监管协同联席会议第6次全体会议纪要",
        paragraphs=paragraphs_of("\n".join([BODY] * repeats)),
        attendance=ATTENDANCE,
        cc=("各参会单位", "四川银行业纠纷调解中心", "成渝银行业保险业消费者权益保护中心（重庆）"),
        print_org="四川金融监管局办公室",
        printed_on=date(2026, 10, 13),
        copies=15,
    )
    return replace(content, **changes)


def letter(**changes: Any) -> LetterContent:
    """A notice of a meeting with a receipt form."""
    receipt = Table(("单位", "姓名", "职务", "联系电话"), (("", "", "", ""),) * 3, (9, 6, 6, 7))
    content = LetterContent(
        mark="四川金融监管局",
        number="川金监函〔2026〕8号",
        formed_on=date(2026, 9, 18),
        title="关于召开联席会议第6次全体会议的通知",
        addressees=("重庆金融监管局", "成渝金融法院"),
        paragraphs=paragraphs_of("定于2026年9月22日召开全体会议。\n请于9月20日前反馈回执。"),
        signatures=("四川金融监管局",),
        attachments=(Attachment("会议回执", (receipt,)),),
        note="（联系人：何某）",
        cc=("四川银行业纠纷调解中心",),
    )
    return replace(content, **changes)
