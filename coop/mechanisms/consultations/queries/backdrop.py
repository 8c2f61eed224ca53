"""What every view under one agreement needs, read once per request and not once per row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coop.mechanisms.consultations.policy import Standing
from coop.registry import directory


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Short names of all who are or were parties, today's host, the courts among them."""

    names: Mapping[UUID, str]
    host_id: UUID | None
    court_ids: frozenset[UUID]

    def standing(self, consultation: Any, consulted_ids: Iterable[UUID]) -> Standing:
        """consultation: a row with agreement_id, initiator_id and pending_case_no."""
        courts = self.court_ids if consultation.pending_case_no is not None else frozenset()
        return Standing(
            consultation.agreement_id,
            consultation.initiator_id,
            frozenset(consulted_ids),
            courts,
            self.host_id,
        )


def backdrops(agreement_ids: Iterable[UUID]) -> dict[UUID, Backdrop]:
    return {
        one: Backdrop(
            directory.short_names(one), directory.present_host(one), directory.courts(one)
        )
        for one in set(agreement_ids)
    }
