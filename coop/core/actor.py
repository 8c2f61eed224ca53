"""Who acts: an officer at the keyboard, a partner's system, or coop itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from coop.core.ladder import INTERNAL, PUBLIC, is_within

PERSON = "person"
CLIENT = "client"
SYSTEM_KIND = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One institution's person or system, with the posts held today.

    posts: (agreement id, role) pairs in force today; never widened by `on_behalf_of`.
    sandbox_id: the sandbox agreement it works in, and nothing else; None on live agreements.
    scopes: None for people; for clients what their token allows, e.g. "meetings:write".
    agreement_ids: agreements whose working matters, internal ones, exist for it.
    clearances: (agreement id, highest class it may read) where that isn't the usual, internal.
    Under an agreement where it reads no more than what is public it holds no post.
    """

    kind: str
    id: UUID | None
    name: str
    institution_id: UUID | None
    posts: frozenset[tuple[UUID, str]] = frozenset()
    scopes: frozenset[str] | None = None
    on_behalf_of: str | None = None
    agreement_ids: frozenset[UUID] = field(default=frozenset())
    sandbox_id: UUID | None = None
    clearances: frozenset[tuple[UUID, str]] = frozenset()

    def has(self, role: str, agreement_id: UUID) -> bool:
        return (agreement_id, role) in self.posts

    def roles(self, agreement_id: UUID) -> frozenset[str]:
        return frozenset(role for under, role in self.posts if under == agreement_id)

    @property
    def posted_ids(self) -> frozenset[UUID]:
        """Agreements the actor works under: those it sees, and those of a mediation body's posts.

        Of the latter it sees what names its own institution, nothing else.
        """
        return self.agreement_ids | {under for under, _role in self.posts}

    @property
    def open_ids(self) -> frozenset[UUID]:
        """Agreements of which the actor reads at least what is public."""
        return self.agreement_ids | {
            under for under, highest in self.clearances if highest == PUBLIC
        }

    def clearance(self, agreement_id: UUID) -> str:
        """The highest class the actor may read of what exists for it under the agreement."""
        found = (highest for under, highest in self.clearances if under == agreement_id)
        return next(found, INTERNAL)

    def is_cleared(self, agreement_id: UUID, classification: str) -> bool:
        """Whether the class is within the clearance; whether the thing exists is asked apart."""
        return self.is_system or is_within(classification, self.clearance(agreement_id))

    def may_read(self, agreement_id: UUID, classification: str) -> bool:
        """Whether something of this class made under this agreement exists for the actor."""
        known = self.is_system or agreement_id in self.open_ids
        return known and self.is_cleared(agreement_id, classification)

    def agreements_with(self, *roles: str) -> frozenset[UUID]:
        """Agreements under which the actor holds one of these roles."""
        return frozenset(under for under, role in self.posts if role in roles)

    def sees(self, agreement_id: UUID) -> bool:
        """Whether anything made under this agreement exists for the actor."""
        return self.kind == SYSTEM_KIND or agreement_id in self.agreement_ids

    @property
    def is_system(self) -> bool:
        return self.kind == SYSTEM_KIND


SYSTEM = Actor(kind=SYSTEM_KIND, id=None, name="coop", institution_id=None)
