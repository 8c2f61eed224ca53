"""Joint projects in every state, over the year before the present day."""

from __future__ import annotations

from coop.demo.founding import Founded
from coop.demo.research_steps import Steps, Topic
from coop.mechanisms.research.service import (
    approving,
    changes,
    visits,
    work,
)


def show(founded: Founded) -> None:
    """One project per state; the finished one with lists, results and a follow-up ahead."""
    stage = _Stage(founded)
    stage.applied()
    stage.accepted()
    stage.submitted()
    stage.running()
    stage.approved()
    stage.proposed()
    stage.terminated()


class _Stage(Steps):
    def applied(self) -> None:
        topic = Topic(
            "SC",
            "成渝地区金融纠纷诉源治理协作机制研究",
            "两地金融纠纷案件持续增长，委派调解衔接、信息反馈和类案指引尚不统一。",
            (-280, -200, -130),
        )
        made = self.check(topic)
        measure = self.fill_lists(topic, made)
        self.finish(topic, made, -135, -128)
        with self.at(-100):
            work.add_entry(
                self.actor("CQ", "liaison"),
                made.id,
                kind="result",
                text="移送材料清单已在重庆辖内12家调解组织推行。",
                answers_id=measure,
            )
            self.adopt(made, "CQ", "policy", "金融纠纷委派调解材料移送清单", -105)
        with self.at(-60):
            self.adopt(made, "CY", "training", "诉源治理实务课程", -62)

    def accepted(self) -> None:
        topic = Topic(
            "CY",
            "金融借款合同纠纷类案裁判规则研究",
            "综合融资成本认定、格式条款效力等问题裁判尺度不一。",
            (-190, -120, -40),
        )
        made = self.check(topic)
        self.finish(topic, made, -42, -36)

    def submitted(self) -> None:
        """Handed in after its day; one reviewer has accepted, one is to follow."""
        topic = Topic(
            "CQ",
            "非法集资风险线索联合研判机制研究",
            "行政监管与司法之间线索移送标准不一，研判结论难以共用。",
            (-150, -90, -9),
        )
        made = self.check(topic)
        with self.at(-6):
            self.hand_in(topic, made)
        with self.at(-2):
            self.review(made, self.reviewers(topic.lead)[0])

    def running(self) -> None:
        """Mid-term passed; more time and another leader are asked for."""
        topic = Topic(
            "SC",
            "上市公司虚假陈述群体性纠纷协同处置研究",
            "示范判决、先行赔付与行政调查之间缺少衔接安排。",
            (-110, -30, 25),
        )
        made = self.check(topic)
        with self.at(-12):
            visits.plan_visit(
                self.actor("CQ", "liaison"),
                made.id,
                title="上市公司投资者保护座谈",
                place="重庆上市公司协会",
                visit_on=self.day(9),
                participants="课题组全体成员",
            )
        with self.at(-4):
            changes.ask_extension(
                self.leader(topic),
                made.id,
                new_due_on=self.day(25 + 80),
                reason="重点案件尚在审理，需待判决生效后补充分析。",
            )
            changes.ask_leader_change(
                self.actor(topic.lead, "liaison"),
                made.id,
                new_leader_id=self.id_of(self.actor(topic.lead, "liaison")),
                reason="原负责人挂职锻炼，拟由法规处接续。",
            )

    def approved(self) -> None:
        topic = Topic(
            "CQ",
            "商事调解组织管理与诉调对接研究",
            "商事调解条例施行后，调解组织准入和名册管理需要衔接。",
            (-12, 70, 150),
        )
        self.name(topic, self.approve(topic))

    def proposed(self) -> None:
        self.propose(
            Topic(
                "CY",
                "金融消费者适当性义务举证责任研究",
                "对双录资料的证明力认识不一，需形成共同指引。",
                (-3, 100, 190),
            )
        )

    def terminated(self) -> None:
        topic = Topic(
            "CY",
            "金融机构破产程序中监管协作研究",
            "金融机构破产案件较少，拟先梳理域外做法。",
            (-170, -100, 40),
        )
        made = self.start(topic)
        with self.at(-55):
            approving.terminate_project(
                self.host("convener"),
                made.id,
                expected_version=self.version_of(made),
                reason="中期报告逾期未报，工作未实质开展。",
            )
