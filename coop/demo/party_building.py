"""Paired branches, the year's plan and activities in every state, around the present day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.demo.founding import Founded
from coop.demo.joint import JointStage, moment, photograph
from coop.mechanisms.party_building.models import BranchPair, PartyActivity
from coop.mechanisms.party_building.service import activities, attendance, branches, pairs, plans

_PEOPLE = {
    "SC": (("陈某", "法规处处长", "chair"), ("王某䶮", "消保处副处长", "present")),
    "CQ": (("周某", "法规处处长", "present"), ("赵某某", "办公室主任", "present")),
    "CY": (("郑某喆", "立案庭庭长", "present"), ("冯某", "审判一庭庭长", "present")),
}
_ITEMS = (
    ("red_education", "参观红岩革命纪念馆", "CQ", (3, 31)),
    ("joint_study", "联学习近平法治思想", "SC", (6, 30)),
    ("reading", "金融法治读书班", "CY", (9, 30)),
    ("lecture", "廉洁司法和廉洁监管专题党课", "CY", (10, 31)),
    ("volunteering", "金融知识进社区志愿服务", "CQ", (12, 25)),
)


def show(founded: Founded) -> None:
    """A pair with its plan, one activity per state, and a second pair to be agreed to."""
    stage = _Stage(founded)
    stage.branches_and_rosters()
    stage.pair()
    stage.plan()
    stage.archived()
    stage.reported()
    stage.overdue()
    stage.confirmed()
    stage.approved()
    stage.planned()
    stage.cancelled()
    stage.proposed_pair()


class _Stage(JointStage):
    branch_ids: dict[str, UUID]
    pair_id: UUID
    item_ids: dict[str, UUID]

    def branches_and_rosters(self) -> None:
        named = {"SC": "法规处党支部", "CQ": "法规处党支部", "CY": "立案庭党支部"}
        self.branch_ids = {}
        for code, name in named.items():
            liaison = self.actor(code, "liaison")
            made = branches.add_branch(
                liaison,
                agreement_id=self.founded.agreement_id,
                name=name,
                secretary=_PEOPLE[code][0][0],
            )
            self.branch_ids[code] = made.id
            branches.add_branch_member(
                liaison,
                made.id,
                name=_PEOPLE[code][0][0],
                party_status="full",
                party_duty="支部书记",
                joined_party_on=date(2008, 7, 1),
            )

    def pair(self) -> None:
        with self.at(self.back(205)):
            made = self._proposed("“金融法治先锋”党建结对", list(self.branch_ids))
            for code in self.branch_ids:
                made = pairs.agree_to_branch_pair(
                    self.actor(code, "signer"), made.id, expected_version=made.version
                )
        self.pair_id = made.id

    def plan(self) -> None:
        """Agreed to by all; two items are done, one is under way, one is late."""
        year = clock.today().year
        with self.at(self.back(200)):
            made = plans.draft_joint_plan(
                self.actor("SC", "liaison"),
                pair_id=self.pair_id,
                year=year,
                items=[
                    {
                        "form": form,
                        "topic": topic,
                        "branch_id": self.branch_ids[code],
                        "due_on": date(year, *due),
                    }
                    for form, topic, code, due in _ITEMS
                ],
            )
            for code in self.branch_ids:
                made = plans.agree_to_joint_plan(
                    self.actor(code, "signer"), made.id, expected_version=made.version
                )
        listed = plans.items_of(made)
        self.item_ids = {one.topic: one.id for one in listed}

    # ------------------------------------------------------------------ activities, by state

    def archived(self) -> None:
        made = self._reported(150, "CQ", _ITEMS[0], "红岩革命纪念馆", shade=40)
        with self.at(self.back(135)):
            activities.LIFECYCLE.archive(
                self.actor("CQ", "archivist"),
                made.id,
                retention="ten_years",
                expected_version=made.version,
            )

    def reported(self) -> None:
        self._reported(60, "SC", _ITEMS[1], "四川金融监管局3楼第一会议室", shade=80)

    def overdue(self) -> None:
        """Held three weeks ago; its report is late."""
        self._held(16, "CY", _ITEMS[2], "成渝金融法院二楼报告厅")

    def confirmed(self) -> None:
        """Next week, everybody confirmed and named who comes."""
        made = self._confirmed(self.ahead(6), "CQ", _ITEMS[4], "某社区文化广场")
        for code, people in _PEOPLE.items():
            made = attendance.sign_up(
                self.actor(code, "liaison"),
                made.id,
                attendees=[_person(one) for one in people],
                expected_version=made.version,
            )

    def approved(self) -> None:
        """The notice is out; one of two has confirmed."""
        topic = ("discussion", "青年干部座谈", "SC", (1, 1))
        made = self._approved(self.ahead(12), "SC", topic, "四川金融监管局党员活动室")
        activities.LIFECYCLE.confirm(
            self.actor("CQ", "liaison"), made.id, expected_version=made.version
        )

    def planned(self) -> None:
        self._planned(self.ahead(18), "CY", _ITEMS[3], "成渝金融法院大法庭")

    def cancelled(self) -> None:
        topic = ("theme_day", "七一主题党日", "SC", (1, 1))
        made = self._approved(self.ahead(9), "SC", topic, "线上")
        activities.LIFECYCLE.cancel(
            self.actor("SC", "liaison"),
            made.id,
            reason="与全体会议时间冲突，另行安排。",
            expected_version=made.version,
        )

    def proposed_pair(self) -> None:
        """The court proposes; its own head has agreed, the other has not."""
        made = self._proposed("“诉源治理”党建结对", ["CQ", "CY"], by="CY")
        pairs.agree_to_branch_pair(
            self.actor("CY", "signer"), made.id, expected_version=made.version
        )

    # ------------------------------------------------------------------ parts

    def _proposed(self, title: str, codes: list[str], *, by: str = "SC") -> BranchPair:
        return pairs.propose_branch_pair(
            self.actor(by, "liaison"),
            agreement_id=self.founded.agreement_id,
            title=title,
            branch_ids=[self.branch_ids[code] for code in codes],
            purpose="联合开展理论学习、调查研究、普法服务，每半年至少一次共建活动。",
            from_on=clock.today() - timedelta(days=5),
            to_on=clock.today() + timedelta(days=800),
        )

    def _planned(self, on: date, code: str, item: Any, place: str) -> PartyActivity:
        form, topic, *_rest = item
        return activities.plan_party_activity(
            self.actor(code, "liaison"),
            pair_id=self.pair_id,
            host_branch_id=self.branch_ids[code],
            title=topic,
            form=form,
            plan_item_id=self.item_ids.get(topic),
            starts_at=moment(on, 14),
            ends_at=moment(on, 17),
            place=place,
            programme="一、主持人介绍活动安排\n二、集中学习或现场教学\n三、交流研讨",
        )

    def _approved(self, on: date, code: str, item: Any, place: str) -> PartyActivity:
        made = self._planned(on, code, item, place)
        return activities.LIFECYCLE.approve(
            self.actor(code, "signer"), made.id, expected_version=made.version
        )

    def _confirmed(self, on: date, code: str, item: Any, place: str) -> PartyActivity:
        made = self._approved(on, code, item, place)
        for other in self.branch_ids:
            if other != code:
                made = activities.LIFECYCLE.confirm(
                    self.actor(other, "liaison"), made.id, expected_version=made.version
                )
        return made

    def _held(self, days: int, code: str, item: Any, place: str) -> PartyActivity:
        on = self.back(days)
        with self.at(self.back(days + 8)):
            made = self._confirmed(on, code, item, place)
        with clock.stopped_at(moment(on, 17)):
            for other, people in _PEOPLE.items():
                made = attendance.sign_in(
                    self.actor(other, "liaison"),
                    made.id,
                    more=[_person(one) for one in people],
                    expected_version=made.version,
                )
            return activities.LIFECYCLE.hold(
                self.actor(code, "handler"), made.id, expected_version=made.version
            )

    def _reported(
        self, days: int, code: str, item: Any, place: str, *, shade: int
    ) -> PartyActivity:
        made = self._held(days, code, item, place)
        taken_on = self.back(days)
        with self.at(self.back(days - 3)):
            for number, consent in enumerate(("given", "missing")):
                activities.LIFECYCLE.add_picture(
                    self.actor(code, "liaison"),
                    made.id,
                    file=photograph(shade + number, f"现场{number + 1}.jpg"),
                    caption=f"活动现场{number + 1}",
                    taken_on=taken_on,
                    classification="internal",
                    consent=consent,
                )
        with self.at(self.back(days - 6)):
            return activities.LIFECYCLE.report(
                self.actor(code, "liaison"),
                made.id,
                summary="一、各支部党员代表参加，开展集中学习和现场教学。\n"
                "二、就金融纠纷源头治理交流经验，形成两条工作建议。",
                expected_version=made.version,
            )


def _person(one: tuple[str, str, str]) -> dict[str, str]:
    name, title, capacity = one
    return {"name": name, "title": title, "capacity": capacity}
