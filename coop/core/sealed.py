"""Personal data at rest: sealed with a key that rotates.

COOP_DATA_KEYS lists the keys, newest first: the first one seals, all of them open. After a new key
was put in front, `coop db reseal` writes every sealed value anew and the old key can go.
"""

from __future__ import annotations

import base64
import functools
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coop.core import audit
from coop.core.actor import SYSTEM
from coop.core.db import Base, command, session

_AT_ONCE = 500
_rings: list[MultiFernet] = []


class KeyLost(RuntimeError):
    """A value was sealed with a key that the settings no longer hold."""


def use_keys(keys: Sequence[str]) -> None:
    """The keys from the settings, newest first; any text of 32 bytes or more."""
    _rings[:] = [_ring(tuple(keys))]


@functools.lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"coop personal data")
    return base64.urlsafe_b64encode(derived.derive(key.encode()))


def seal(text: str) -> bytes:
    """The text as it may be stored; sealing it twice gives different bytes."""
    return _rings[0].encrypt(text.encode())


def open_sealed(data: bytes) -> str:
    """The text. Raises KeyLost."""
    try:
        return _rings[0].decrypt(data).decode()
    except InvalidToken as lost:
        raise KeyLost("COOP_DATA_KEYS has no key that opens this value") from lost


class Sealed(sa.TypeDecorator[str]):
    """Text that the database, its backups and its log hold only sealed. Not to be searched by."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else seal(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:
        return None if value is None else open_sealed(bytes(value))


def reseal() -> int:
    """Seal every value with the newest key; how many rows were written. Safe to repeat."""
    return sum(_reseal_table(table) for table in Base.metadata.sorted_tables if _sealed_in(table))


def _sealed_in(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, Sealed)]


def _reseal_table(table: sa.Table) -> int:
    written, after = 0, None
    while rows := _reseal_some(table, after):
        written, after = written + len(rows), rows[-1]
    _record(table.name, written)
    return written


@command
def _reseal_some(table: sa.Table, after: sa.Row[Any] | None) -> Sequence[sa.Row[Any]]:
    """The primary keys of the next rows, whose values were read and written under lock."""
    key = list(table.primary_key)
    found = sa.select(*key, *_sealed_in(table)).order_by(*key).limit(_AT_ONCE).with_for_update()
    if after is not None:
        found = found.where(sa.tuple_(*key) > sa.tuple_(*after[: len(key)]))
    rows = session().execute(found).all()
    for one in rows:
        values = dict(zip([c.name for c in _sealed_in(table)], one[len(key) :], strict=True))
        here = [column == value for column, value in zip(key, one, strict=False)]
        session().execute(sa.update(table).where(*here).values(values))
    return rows


@command
def _record(name: str, written: int) -> None:
    audit.record(
        SYSTEM, "sealed.reseal", audit.Subject("sealed", None, None), table=name, rows=written
    )
