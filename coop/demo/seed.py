"""`coop demo seed`: the demonstration in a database to look around in, once."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.demo import files, founding, main_job, showcase
from coop.registry import accounts, sandboxes
from coop.registry.models import Account, Agreement

PASSWORD = "coop-demo-2026"  # noqa: S105  # shown to everybody who looks at the demonstration


class HalfSeeded(Exception):
    """An earlier seeding broke off: the agreement is there, the accounts are not."""


def seed(say: Callable[[str], None]) -> None:
    """Found, hold, show; a database that holds any agreement is left as it is.

    Raises HalfSeeded where an earlier run broke off: what it left can't be gone on with.
    """
    told = files.read(files.PACKAGED)
    titles = list(session().scalars(sa.select(Agreement.title)))
    if titles and told.agreement["title"] not in titles:
        say("数据库已有其他协议，未写入演示数据 other agreements are kept here; nothing was added")
        return
    if titles and not _is_complete(told.agreement["parties"][-1]["code"]):
        raise HalfSeeded
    if not titles:
        founded = founding.found(told.agreement)
        held = main_job.MainJob.of(founded, told).run()
        others = showcase.show(founded, held)
        everyone = [*others.items(), *founded.actors.items()]
        names = {actor.id: sign_in_name(*post) for post, actor in everyone if actor.id is not None}
        accounts.add_users(SYSTEM, names, password=PASSWORD)
        sandboxes.open_sandbox(SYSTEM, founded.agreement_id, at=clock.now())
    _tell_sign_ins(say)


def _is_complete(last_party: str) -> bool:
    """The accounts come last, all or none."""
    last = sign_in_name(last_party, founding.OFFICERS[-1][0])
    found = sa.select(Account.id).where(Account.username == last)
    return session().scalar(found) is not None


def sign_in_name(code: str, role: str) -> str:
    """sc.liaison, cq.signer, cy.convener …"""
    return f"{code.lower()}.{role}"


def _tell_sign_ins(say: Callable[[str], None]) -> None:
    say("演示账号 demo sign-ins（密码 password: " + PASSWORD + "）")
    say("  单位 institution: sc 四川金融监管局 · cq 重庆金融监管局 · cy 成渝金融法院")
    say("  调解组织 mediation body: tj.body · tj.mediator；诉调对接 court clerk: cy.handler")
    roles = "、".join(f"sc.{role}" for role, _title in founding.OFFICERS)
    say(f"  用户名 user names: {roles}；其他单位把 sc 换成 cq、cy")
