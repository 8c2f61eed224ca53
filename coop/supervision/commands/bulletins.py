"""Bulletins."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.supervision import policy, service
from coop.supervision.queries import bulletins
from coop.supervision.queries.bulletins import BulletinView
from coop.supervision.schemas import bulletins as schemas
from coop.supervision.schemas.tasks import Reason
from coop.supervision.workflow import BULLETIN_WORKFLOW

_WORDS = BULLETIN_WORKFLOW.actions
_FORM_FIELDS = (
    "agreement_id",
    "series",
    "title",
    "lead",
    "body",
    "report_to",
    "send_to",
    "distribute_to",
    "copies",
)


_bulletin = doors.acts_in(_WORDS)


def _draft_of(view: BulletinView | None) -> dict[str, object]:
    return {} if view is None else {name: getattr(view, name) for name in _FORM_FIELDS}


BULLETIN = doors.register(
    Resource(
        name="bulletin",
        plural="bulletins",
        scope="tasks",
        label=Text("专刊", "Bulletins"),
        view=BulletinView,
        get=bulletins.get_bulletin,
        list=bulletins.list_bulletins,
        filters=schemas.BulletinFilters,
        home=lambda view: f"/bulletins/{view.id}",
        create=Act(
            "draft_bulletin",
            service.draft_bulletin,
            Text("拟写专刊", "Write a bulletin"),
            schema=schemas.DraftBulletin,
            offered_to=policy.is_secretariat,
            draft=True,
            hint=Text(
                "保存后为草稿，由另一人审核后编号印发。",
                "Saved as a draft; somebody else reviews it before it is numbered and issued.",
            ),
        ),
        edit=_bulletin(
            "edit", service.edit_bulletin, schemas.EditBulletin, prefill=_draft_of, draft=True
        ),
        acts=(
            _bulletin("review", service.review_bulletin, tone="primary"),
            _bulletin("return", service.return_bulletin, Reason),
            _bulletin(
                "issue",
                service.issue_bulletin,
                tone="primary",
                hint=Text(
                    "按刊别和年份取下一期号，印发后各方可见，不能再改。",
                    "It gets the next number of its series; every party sees it, for good.",
                ),
                done=Text("已编号印发。", "Numbered and issued."),
            ),
        ),
        files=(
            File(
                "draft.pdf",
                bulletins.bulletin_draft,
                Text("送审稿 PDF", "Draft as PDF"),
                "application/pdf",
            ),
        ),
    )
)

doors.name_actions({"bulletin.draft": Text("拟写专刊", "Write a bulletin")})
