"""What both doors offer of the registry. Agreements are set up by the operator, so partners only
read.
"""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Resource
from coop.core.language import Text
from coop.registry import queries

AGREEMENT = doors.register(
    Resource(
        name="agreement",
        plural="agreements",
        scope="agreements",
        is_kept=True,
        label=Text("协议", "Agreement"),
        view=queries.AgreementView,
        get=queries.get_agreement,
        list=queries.list_agreements,
        home=lambda view: f"/agreements/{view.id}",
    )
)
