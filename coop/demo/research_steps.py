"""What a project goes through, for the demonstration: each step by the officer whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.language import SHANGHAI
from coop.demo.founding import Founded
from coop.mechanisms.research import queries
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.service import (
    approving,
    midterm,
    proposing,
    reports,
    results,
    visits,
    work,
)
from coop.registry import directory, working_days

_OFFICE_HOURS = time(9, 50)


@dataclass(frozen=True, slots=True)
class Topic:
    """days: from today to proposal, mid-term and end."""

    lead: str
    title: str
    background: str
    days: tuple[int, int, int]
    stages: tuple[str, ...] = ("摸底座谈", "抽样分析", "形成对策")


class Steps:
    """Days are counted from today."""

    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.today = clock.today()
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.codes = {one: code for code, one in founded.institutions.items()}

    # ------------------------------------------------------------------ steps

    def propose(self, topic: Topic) -> ResearchProject:
        begun, mid, end = topic.days
        others = [one for one in self.founded.institutions if one != topic.lead]
        span = (end - begun) // (len(topic.stages) + 1)
        with self.at(begun):
            return proposing.propose_project(
                self.actor(topic.lead, "liaison"),
                agreement_id=self.founded.agreement_id,
                title=topic.title,
                leader_id=self.id_of(self.leader(topic)),
                co_ids=[self.founded.institutions[one] for one in others],
                team=[self._member(one) for one in others],
                background=topic.background,
                plan="一是座谈摸底，二是抽样分析案件和投诉，三是形成对策并征求意见。",
                stages=[
                    {"title": title, "due_on": self.day(begun + span * number)}
                    for number, title in enumerate(topic.stages, 1)
                ],
                midterm_on=self.day(mid),
                due_on=self.day(end),
            )

    def approve(self, topic: Topic) -> ResearchProject:
        made = self.propose(topic)
        with self.at(topic.days[0] + 4):
            return approving.approve_project(
                self.host("convener"), made.id, expected_version=self.version_of(made)
            )

    def name(self, topic: Topic, made: ResearchProject) -> ResearchProject:
        with self.at(topic.days[0] + 5):
            return approving.name_reviewers(
                self.host("secretariat"),
                made.id,
                expected_version=self.version_of(made),
                reviewer_ids=[self.id_of(one) for one in self.reviewers(topic.lead)],
            )

    def start(self, topic: Topic) -> ResearchProject:
        made = self.name(topic, self.approve(topic))
        with self.at(topic.days[0] + 6):
            return approving.start_project(
                self.leader(topic), made.id, expected_version=self.version_of(made)
            )

    def check(self, topic: Topic) -> ResearchProject:
        """Under work: a visit was made, the first stage reached, mid-term passed in time."""
        made = self.start(topic)
        with self.at(topic.days[0] + 10):
            visit = visits.plan_visit(
                self.actor(topic.lead, "liaison"),
                made.id,
                title="基层座谈",
                place="示范区金融纠纷调解中心",
                visit_on=self.day(topic.days[0] + 15),
                participants="课题组成员、调解员代表",
            )
        with self.at(topic.days[0] + 16):
            visits.record_findings(
                self.leader(topic),
                visit.id,
                expected_version=visit.version,
                findings="基层反映材料要求不一、反馈周期偏长，希望明确统一标准。",
            )
            work.reach_stage(
                self.leader(topic), made.id, expected_version=self.version_of(made), number=1
            )
        with self.at(topic.days[1] - 4):
            midterm.report_midterm(
                self.leader(topic),
                made.id,
                expected_version=self.version_of(made),
                progress="已完成座谈摸底，正在抽样分析。",
                next_steps="补充样本，形成对策初稿。",
            )
        with self.at(topic.days[1] - 2):
            return midterm.review_midterm(
                self.reviewers(topic.lead)[0],
                made.id,
                expected_version=self.version_of(made),
                verdict="on_course",
                comments="进度符合方案，建议增加跨区域样本。",
            )

    def fill_lists(self, topic: Topic, made: ResearchProject) -> UUID:
        """Two problems with their measures; answers the first measure."""
        written = (
            ("委派调解移送材料要求不统一", "制定统一的移送材料清单"),
            ("调解结果反馈周期长、口径不一", "统一反馈表并约定五个工作日反馈"),
        )
        with self.at(topic.days[1] + 5):
            for problem, measure in written:
                work.add_entry(self.actor("CY", "liaison"), made.id, kind="problem", text=problem)
                work.add_entry(
                    self.leader(topic),
                    made.id,
                    kind="measure",
                    text=measure,
                    answers_id=self._newest_entry(made, "problem"),
                )
        entries = queries.get_project(SYSTEM, made.id).entries
        return next(one.id for one in entries if one.kind == "measure")

    def finish(self, topic: Topic, made: ResearchProject, handed_in: int, done: int) -> None:
        with self.at(handed_in):
            for number in range(2, len(topic.stages) + 1):
                work.reach_stage(
                    self.leader(topic),
                    made.id,
                    expected_version=self.version_of(made),
                    number=number,
                )
            self.hand_in(topic, made)
        with self.at(done):
            for reviewer in self.reviewers(topic.lead):
                self.review(made, reviewer)

    def hand_in(self, topic: Topic, made: ResearchProject) -> None:
        reports.submit_report(
            self.leader(topic),
            made.id,
            expected_version=self.version_of(made),
            abstract=f"课题围绕“{topic.title}”，在座谈和抽样分析基础上提出对策建议。",
            findings=topic.background,
            recommendations="统一标准和材料清单，明确反馈时限，定期会商通报。",
        )

    def review(self, made: ResearchProject, reviewer: Actor) -> None:
        reports.accept_report(
            reviewer,
            made.id,
            expected_version=self.version_of(made),
            comments="问题找得准，对策可操作，同意结题。",
        )

    def adopt(self, made: ResearchProject, code: str, kind: str, title: str, days: int) -> None:
        results.apply_outcome(
            self.actor(code, "liaison"),
            made.id,
            expected_version=self.version_of(made),
            kind=kind,
            title=title,
            adopted_on=self.day(days),
            effect="流转时间明显缩短。",
        )

    # ------------------------------------------------------------------ parts

    def _newest_entry(self, made: ResearchProject, kind: str) -> UUID:
        entries = queries.get_project(SYSTEM, made.id).entries
        return [one.id for one in entries if one.kind == kind][-1]

    def _member(self, code: str) -> dict[str, Any]:
        return {
            "institution_id": self.founded.institutions[code],
            "name": self.actor(code, "liaison").name,
            "duty": "数据提供和对策研究",
        }

    def leader(self, topic: Topic) -> Actor:
        return self.actor(topic.lead, "handler")

    def reviewers(self, lead: str) -> Sequence[Actor]:
        others = [one for one in self.founded.institutions if one != lead]
        return [self.actor(one, "handler") for one in others]

    def host(self, role: str) -> Actor:
        """Of the party that hosts on the clock's day."""
        host_id = directory.host_on(self.founded.agreement_id, clock.today())
        return self.actor(self.codes[host_id], role)

    def actor(self, code: str, role: str) -> Actor:
        return self.founded.actor(code, role)

    def id_of(self, actor: Actor) -> UUID:
        if actor.id is None:
            raise ValueError("officers of the demonstration are people")
        return actor.id

    def version_of(self, made: ResearchProject) -> int:
        return queries.get_project(SYSTEM, made.id).version

    def day(self, days: int) -> date:
        """That many days from today, or the last working day before."""
        found = self.today + timedelta(days=days)
        while not self.calendar.is_working_day(found):
            found -= timedelta(days=1)
        return found

    def at(self, days: int) -> AbstractContextManager[None]:
        """The clock in office hours of that many days from today."""
        return clock.stopped_at(datetime.combine(self.day(days), _OFFICE_HOURS, SHANGHAI))
