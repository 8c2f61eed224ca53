"""Every table, imported in one place so that migrations and tests see the whole."""

from coop.core import audit, events, idempotency, jobs
from coop.core.db import Base
from coop.documents import models as documents
from coop.registry import models as registry

WINGS = (audit, events, idempotency, jobs, registry, documents)
metadata = Base.metadata
