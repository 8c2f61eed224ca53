"""What the desk's lists can be narrowed by."""

from __future__ import annotations

from coop.core.fields import Choice, Schema
from coop.core.language import Text
from coop.desk.work import GROUPS


class WorkFilters(Schema):
    group = Choice(Text("分组", "Group"), GROUPS)
