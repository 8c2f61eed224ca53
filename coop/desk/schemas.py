"""What the desk's lists can be narrowed by."""

from __future__ import annotations

from coop.core.fields import Choice, Ref, Schema, Whole
from coop.core.language import Text
from coop.desk.work import GROUPS


class WorkFilters(Schema):
    group = Choice(Text("分组", "Group"), GROUPS)


class ClauseBoardQuery(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    year = Whole(Text("年度", "Year"), least=2000, most=2100, required=True)
