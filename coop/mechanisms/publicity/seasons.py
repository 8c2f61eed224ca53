"""Dates of legal publicity that return every year, offered when campaigns are planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class Season:
    """First and last day as (month, day), both included; basis: who set it."""

    label: Text
    first: tuple[int, int]
    last: tuple[int, int]
    basis: Text

    def in_year(self, year: int) -> tuple[date, date]:
        return date(year, *self.first), date(year, *self.last)


_CUSTOM = Text("金融系统惯例", "Custom of the financial sector")
SEASONS = {
    "consumer_rights_day": Season(
        Text("3·15消费者权益日", "Consumer Rights Day, 15 March"), (3, 15), (3, 15), _CUSTOM
    ),
    "illegal_fundraising_month": Season(
        Text("防范非法集资宣传月", "Month against illegal fundraising, May to June"),
        (5, 1),
        (6, 30),
        Text("《防范和处置非法集资条例》宣传安排", "Regulations on illegal fundraising"),
    ),
    "finance_education_month": Season(
        Text("金融教育宣传月", "Finance education month, September"),
        (9, 1),
        (9, 30),
        Text("金融监管部门年度通知", "The regulators' yearly notice"),
    ),
    "constitution_day": Season(
        Text("12·4国家宪法日", "Constitution Day, 4 December"),
        (12, 4),
        (12, 4),
        Text("《法治宣传教育法》第十三条", "Legal Publicity and Education Law art. 13"),
    ),
}
SEASON_NAMES = {code: one.label for code, one in SEASONS.items()}
