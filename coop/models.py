"""Every table, imported in one place so that migrations and tests see the whole."""

from coop.activities import models as activities
from coop.core import audit, events, idempotency, jobs, limits
from coop.core.db import Base
from coop.documents import models as documents
from coop.exchange import models as exchange
from coop.mechanisms.consultations import models as consultations
from coop.mechanisms.meetings import models as meetings
from coop.mechanisms.party_building import models as party_building
from coop.mechanisms.publicity import models as publicity
from coop.mechanisms.recommendations import models as recommendations
from coop.mechanisms.referrals import models as referrals
from coop.mechanisms.research import models as research
from coop.mechanisms.sharing import models as sharing
from coop.mechanisms.training import models as training
from coop.registry import models as registry
from coop.supervision import models as supervision

WINGS = (
    audit,
    events,
    idempotency,
    jobs,
    limits,
    registry,
    documents,
    exchange,
    supervision,
    activities,
    meetings,
    sharing,
    consultations,
    research,
    referrals,
    recommendations,
    party_building,
    training,
    publicity,
)
metadata = Base.metadata
