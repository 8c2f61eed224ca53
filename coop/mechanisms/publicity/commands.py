"""What both doors offer: campaigns, their pictures, and reminders."""

from __future__ import annotations

from coop.activities import policy as joint_policy
from coop.activities.commands import activity_acts, bundle_of, picture_resource
from coop.activities.figures import Statistics
from coop.activities.workflow import CO_HOST, PARTICIPANT
from coop.core import doors
from coop.core.doors import Act, File, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.publicity import schemas
from coop.mechanisms.publicity.printing import figures
from coop.mechanisms.publicity.queries import campaigns as campaign_reads
from coop.mechanisms.publicity.queries import materials as material_reads
from coop.mechanisms.publicity.queries import reminders as reminder_reads
from coop.mechanisms.publicity.queries.statistics import (
    PublicityStatisticsView,
    publicity_statistics,
)
from coop.mechanisms.publicity.queries.views import (
    CampaignView,
    LegalReminderView,
    MaterialSummaryView,
    MaterialView,
)
from coop.mechanisms.publicity.service import campaigns, materials, reminders, reviewing
from coop.mechanisms.publicity.workflow import CAMPAIGN, LEGAL_REMINDER, MATERIAL

SCOPE = "publicity"
_CAMPAIGN_FIELDS = (
    "title", "season", "from_on", "to_on", "channels", "target_group", "programme",
)  # fmt: skip
_campaign = doors.acts_in(CAMPAIGN.actions)
_material = doors.acts_in(MATERIAL.actions)
_reminder = doors.acts_in(LEGAL_REMINDER.actions)


def _campaign_now(view: CampaignView) -> dict[str, object]:
    return {
        **values_of(view, *_CAMPAIGN_FIELDS),
        "co_host_ids": [one.institution_id for one in view.parts if one.role == CO_HOST],
        "participant_ids": [one.institution_id for one in view.parts if one.role == PARTICIPANT],
    }


def _material_now(view: MaterialView) -> dict[str, object]:
    return {
        **values_of(view, "title", "text", "classification"),
        "names_left_out": ["\n".join(view.names_left_out)],
        "named_ids": [one.institution_id for one in view.named],
    }


def _text_read(view: MaterialView) -> dict[str, object]:
    return values_of(view, "text_hash")


CAMPAIGN_RESOURCE = doors.register(
    Resource(
        name="campaign",
        plural="campaigns",
        scope=SCOPE,
        label=Text("宣传活动", "Publicity campaigns"),
        view=CampaignView,
        get=campaign_reads.get_campaign,
        list=campaign_reads.list_campaigns,
        filters=schemas.CampaignFilters,
        home=lambda view: f"/campaigns/{view.id}",
        create=Act(
            "plan_campaign",
            campaigns.plan_campaign,
            Text("策划宣传活动", "Plan a campaign"),
            schema=schemas.PlanCampaign,
            draft=True,
            offered_to=joint_policy.is_officer,
            hint=Text(
                "至少再选一个成员单位；本单位负责人批准后发出通知，由各单位确认。",
                "Name one other member at least; once your head approves, the others confirm.",
            ),
        ),
        edit=_campaign(
            "edit", campaigns.edit_campaign, schemas.EditCampaign, prefill=_campaign_now
        ),
        acts=activity_acts(
            campaigns.LIFECYCLE,
            (
                _campaign(
                    "draft_material",
                    materials.draft_material,
                    schemas.DraftMaterial,
                    adds=True,
                    answers="material",
                    draft=True,
                ),
                _campaign(
                    "add_event", campaigns.add_publicity_event, schemas.AddPublicityEvent, adds=True
                ),
                _campaign(
                    "report_reach",
                    campaigns.report_reach,
                    schemas.ReportReach,
                    hint=Text(
                        "填报本单位在本次活动中的累计数，可再次填报更正。",
                        "Your institution's totals; report again to correct them.",
                    ),
                ),
            ),
            hold=Text("活动期满后登记。", "Once the last day has come."),
            report=Text(
                "各单位填报效果后，连同合计数形成宣传总结。",
                "Once all reported their figures; the summary holds the totals.",
            ),
        ),
        files=(bundle_of(campaigns.LIFECYCLE.kind),),
    )
)
PICTURE = doors.register(picture_resource(campaigns.LIFECYCLE, scope=SCOPE, home="campaigns"))
MATERIAL_RESOURCE = doors.register(
    Resource(
        name="material",
        plural="materials",
        scope=SCOPE,
        label=Text("宣传材料", "Publicity materials"),
        view=MaterialView,
        get=material_reads.get_material,
        list=material_reads.list_materials,
        list_view=MaterialSummaryView,
        filters=schemas.MaterialFilters,
        home=lambda view: f"/materials/{view.id}",
        edit=_material(
            "edit", materials.edit_material, schemas.EditMaterial, prefill=_material_now
        ),
        acts=(
            _material(
                "review",
                reviewing.review_material,
                schemas.ReviewMaterial,
                prefill=_text_read,
                tone="primary",
                hint=Text(
                    "由起草单位以外的单位审核：法律准确、已隐去个人信息、不涉密，逐项确认。",
                    "By another institution: the law, anonymity and secrecy, each by itself.",
                ),
            ),
            _material(
                "release",
                reviewing.release_material,
                schemas.ReleaseMaterial,
                prefill=_text_read,
                tone="primary",
                hint=Text(
                    "只对现在这一稿有效；文本修改后须重新同意。",
                    "For this very text; a change voids it.",
                ),
            ),
            _material(
                "publish",
                materials.publish_material,
                schemas.PublishMaterial,
                prefill=_text_read,
                tone="primary",
            ),
            _material("withdraw", materials.withdraw_material, schemas.ReasonGiven, tone="danger"),
        ),
        files=(
            File(
                "file",
                material_reads.material_file,
                Text("附件", "The file"),
                "application/octet-stream",
            ),
        ),
    )
)
REMINDER = doors.register(
    Resource(
        name="legal_reminder",
        plural="legal-reminders",
        scope=SCOPE,
        label=Text("普法提示", "Reminders of the duty to publicise"),
        view=LegalReminderView,
        get=reminder_reads.get_legal_reminder,
        list=reminder_reads.list_legal_reminders,
        filters=schemas.LegalReminderFilters,
        home=lambda view: f"/legal-reminders/{view.id}",
        create=Act(
            "register_legal_reminder",
            reminders.register_legal_reminder,
            Text("登记普法提示", "Register a reminder"),
            schema=schemas.RegisterLegalReminder,
            offered_to=joint_policy.is_officer,
            hint=Text(
                "收到普法提示的单位应当改进并反馈（《法治宣传教育法》第五十七条、第五十九条）。",
                "Who receives one has to improve and report back (the Law's arts. 57 and 59).",
            ),
        ),
        acts=(
            _reminder(
                "plan_improvement",
                reminders.plan_improvement,
                schemas.PlanImprovement,
                tone="primary",
            ),
            _reminder("report_back", reminders.report_back, schemas.ReportBack, tone="primary"),
        ),
    )
)
STATISTICS = Statistics(
    path="/publicity-statistics",
    label=Text("法治宣传统计", "Statistics of publicity"),
    hint=Text(
        "只统计调用方可见的活动；效果为期间开展的活动各单位填报数之和。",
        "Counts what the caller may see; reach sums the figures of campaigns held in the period.",
    ),
    scope=f"{SCOPE}:read",
    view=PublicityStatisticsView,
    read=publicity_statistics,
    figures=figures,
    trail=(CAMPAIGN_RESOURCE.label, "/campaigns"),
)

doors.name_actions(
    {
        "campaign.plan": Text("策划活动", "Campaign planned"),
        "campaign.remind": Text("催报总结", "Reminded of the report"),
        "campaign.mark_picture": CAMPAIGN.actions["mark_picture"],
        "material.draft": Text("起草材料", "Material drafted"),
        "legal_reminder.register": Text("登记普法提示", "Reminder registered"),
    }
)
