"""State tables of publicity and the codes of its fields.

Roles belong to one object: author_officer at the institution that wrote a material, reviewer at
another one of its campaign, named_head the signer of an institution named in it, publisher an
officer of the author's or of the campaign's lead institution, recipient who got a reminder.
"""

from __future__ import annotations

from coop.activities.workflow import joint_activity
from coop.core.language import Text
from coop.core.workflow import Workflow, row

_OPEN = ("approved", "confirmed", "held")
CAMPAIGN = joint_activity(
    "campaign",
    actions={
        "add_event": Text("登记场次", "Add an event"),
        "report_reach": Text("填报效果", "Report the reach"),
        "draft_material": Text("起草宣传材料", "Draft a material"),
    },
    rows=[
        *(row(state, "add_event", state, "participant") for state in _OPEN),
        *(row(state, "report_reach", state, "participant") for state in ("confirmed", "held")),
        *(row(state, "draft_material", state, "participant") for state in ("planned", *_OPEN)),
    ],
)

MATERIAL = Workflow(
    "material",
    states={
        "draft": Text("待审核", "Draft"),
        "approved": Text("已审核，待发布", "Approved"),
        "published": Text("已发布", "Published"),
        "withdrawn": Text("已撤下", "Withdrawn"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "review": Text("审核", "Review"),
        "release": Text("同意署名发布", "Release this text"),
        "publish": Text("发布", "Publish"),
        "withdraw": Text("撤下", "Withdraw"),
    },
    rows=[
        row("draft", "edit", "draft", "author_officer"),
        # A changed text is reviewed and released anew.
        row("approved", "edit", "draft", "author_officer"),
        row("draft", "review", "approved", "reviewer"),
        row("draft", "review", "draft", "reviewer"),
        row("approved", "release", "approved", "named_head"),
        row("approved", "publish", "published", "publisher"),
        row("published", "withdraw", "withdrawn", "publisher", "named_head"),
    ],
)

LEGAL_REMINDER = Workflow(
    "legal_reminder",
    states={
        "received": Text("已收到，待改进", "Received"),
        "improving": Text("改进中", "Improving"),
        "answered": Text("已反馈", "Answered"),
    },
    actions={
        "plan_improvement": Text("确定改进措施", "Plan the improvement"),
        "report_back": Text("反馈改进情况", "Report back"),
    },
    rows=[
        row("received", "plan_improvement", "improving", "recipient"),
        row("improving", "report_back", "answered", "recipient"),
    ],
)
REPORT_BACK = "report_back"

CHANNELS = {
    "onsite": Text("现场宣传", "On site"),
    "outlet": Text("网点宣传", "At outlets"),
    "lecture": Text("讲座", "Lecture"),
    "open_court": Text("公众开放、庭审观摩", "Open day, public hearing"),
    "media": Text("报刊广播电视", "Press and broadcast"),
    "online": Text("网络新媒体", "Online"),
}
MATERIAL_KINDS = {
    "article": Text("文章", "Article"),
    "leaflet": Text("折页、海报", "Leaflet or poster"),
    "script": Text("音视频脚本", "Script"),
    "questions": Text("问答", "Questions and answers"),
    "typical_case": Text("典型案例", "Typical case"),
}
TYPICAL_CASE = "typical_case"
APPROVE = "approve"
REVIEW_OUTCOMES = {
    APPROVE: Text("审核通过", "Approve"),
    "return": Text("退回修改", "Return"),
}
# What a reviewer vouches for, each by itself.
DECLARATIONS = {
    "is_accurate": Text("法律内容准确（法治宣传教育法第五十四条）", "The law is right and clear"),
    "is_anonymous": Text("不含可识别的个人和案件信息", "Nobody and no case can be recognised"),
    "is_free_of_secrets": Text("不含国家秘密、工作秘密", "No state or work secret"),
}
FIGURES = {
    "staff_count": Text("参与人员", "Staff taking part"),
    "outlet_count": Text("覆盖网点", "Outlets covered"),
    "event_count": Text("活动场次", "Events"),
    "item_count": Text("发放资料", "Items distributed"),
    "post_count": Text("发布信息", "Posts"),
    "click_count": Text("点击量", "Clicks"),
    "people_count": Text("受众人次", "People reached"),
}
