"""The main job, done at the pages: one meeting from its plan to issued minutes."""

from __future__ import annotations

from tests.e2e.office import Office

ITEM = "建立风险线索移送台账"
OTHER_ITEM = "开展联合调研"
PLACE = "成都市第一会议室"
TITLE = "联席会议第1次全体会议"
MEETING = {
    "kind": "全体会议",
    "starts_at": "2026-09-22T09:30",
    "ends_at": "2026-09-22T11:30",
    "place": PLACE,
}
# Everything that is written in this story, or printed from it.
WRITTEN = (
    ITEM,
    OTHER_ITEM,
    PLACE,
    TITLE,
    f"{TITLE}纪要",
    "第三条",
    "每半年至少召开一次全体会议",
    "战略合作框架协议",
    "联席会议纪要",
    "负责人",
    "处长",
    "局长",
    "按月报送风险线索移送台账。",
    "联合调研应当持续开展。",
)


def plan(office: Office) -> str:
    """The host's secretariat plans the meeting; answers its path."""
    secretary = office.of(office.world.sc.secretary)
    secretary.follow("联席会议", within="nav.nav")
    secretary.do("安排会议", MEETING)
    meeting = secretary.path
    secretary.do("开始征集议题", {"items_until_on": "2026-09-15"})
    return meeting


def collect(office: Office, meeting: str) -> None:
    """Two parties propose, the secretariat accepts, the convener approves, the notice goes out."""
    world = office.world
    for liaison, title in ((world.cq.liaison, ITEM), (world.cy.liaison, OTHER_ITEM)):
        officer = office.of(liaison)
        officer.open(meeting)
        officer.do("提出议题", {"title": title, "summary": "请会议审议。", "minutes_planned": "20"})
    secretary = office.of(world.sc.secretary)
    for title, prior in ((ITEM, "提交会议讨论"), (OTHER_ITEM, "会前已达成一致")):
        secretary.open(meeting)
        secretary.do("列入议程", within=f"article:has(h3:text('{title}'))")
        secretary.do(
            "标注会前沟通情况",
            {"prior_agreement": prior},
            within=f"article:has(h3:text('{title}'))",
        )
    convener = office.of(world.sc.convener)
    convener.open(meeting)
    convener.do("审定议程")
    secretary.open(meeting)
    secretary.do("发出会议通知")


def answer(office: Office, meeting: str) -> None:
    """Every liaison officer opens the desk and answers who comes."""
    for number, team in enumerate(office.world.teams):
        liaison = office.of(team.liaison)
        liaison.open("/")
        assert "待签收" in liaison.reads()
        liaison.follow("回执参会人员")
        liaison.fill(
            {
                "attendees-0-name": f"{team.code}局长",
                "attendees-0-title": "负责人",
                "attendees-0-capacity": "主持" if number == 0 else "出席",
                "attendees-1-name": f"{team.code}处长",
                "attendees-1-title": "处长",
                "attendees-1-capacity": "列席",
            }
        )
        liaison.submit()
        assert liaison.path == meeting


def hold(office: Office, meeting: str) -> str:
    """The meeting itself: arrivals, discussion, resolutions; answers the path of the minutes."""
    office.clock.now = "2026-09-22T09:00"
    secretary = office.of(office.world.sc.secretary)
    secretary.open(meeting)
    secretary.do("签到与离会")
    secretary.do("宣布开会")
    office.clock.now = "2026-09-22T11:20"
    secretary.open(meeting)
    first, second = (f"article:has(h3:text('{title}'))" for title in (ITEM, OTHER_ITEM))
    secretary.do("记录讨论情况", {"heard": "会议听取了重庆金融监管局的汇报。"}, within=first)
    secretary.do(
        "记录议定事项",
        {
            "kind": "会议议定",
            "text": "按月报送风险线索移送台账。",
            "lead_id": "重庆金融监管局",
            "due_on": "2026-10-30",
        },
        within=first,
    )
    secretary.do(
        "记录议定事项", {"kind": "会议认为", "text": "联合调研应当持续开展。"}, within=second
    )
    secretary.do("结束会议")
    secretary.do("起草纪要")
    return secretary.path


def agree(office: Office, minutes: str) -> None:
    """Comments, answers, three signatures, the number."""
    world = office.world
    secretary = office.of(world.sc.secretary)
    secretary.do("送各方征求意见")
    for team in world.teams:
        liaison = office.of(team.liaison)
        liaison.open(minutes)
        if team is world.cq:
            liaison.do("提出意见", {"text": "建议明确报送口径。"})
        else:
            liaison.do("无意见")
    secretary.open(minutes)
    secretary.do("处理意见", {"answer": "采纳", "note": "另行印发口径。"})
    secretary.do("结束征求意见")
    for team in world.teams:
        signer = office.of(team.signer)
        signer.open("/")
        signer.follow("会签")
        assert signer.path == minutes
        signer.do("会签")
    secretary.open(minutes)
    secretary.do("编号印发")
