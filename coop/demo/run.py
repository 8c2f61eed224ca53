"""`coop demo --out DIR`: the whole main job on a fresh database, its papers written out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from coop.core import audit, migrations
from coop.core.db import session
from coop.demo import files, founding, main_job
from coop.registry.models import Agreement
from coop.settings import Settings
from coop.typesetting.glyphs import unprintable

Say = Callable[[str], None]


class NotEmpty(Exception):
    """The database given already holds agreements; the demonstration founds its own."""


def run(
    out: Path, data: Path, database_url: str | None, make_app: Callable[[Settings], Flask], say: Say
) -> None:
    """Write minutes.pdf, notice.pdf and meeting.ics into `out`.

    Raises on any step that does not hold.
    """
    told = files.read(data)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = database_url or f"sqlite:///{folder}/demo.db"
        migrations.upgrade(url)
        say("数据库已就绪")
        app = make_app(Settings(database_url=url))
        with app.app_context():
            _require_empty()
            _take_the_main_job(told, out, say)
    _try_names(told.names, say)


def _require_empty() -> None:
    if session().scalar(sa.select(Agreement.id).limit(1)) is not None:
        raise NotEmpty


def _take_the_main_job(told: files.DemoFiles, out: Path, say: Say) -> None:
    founded = founding.found(told.agreement)
    say(f"协议已建立：{told.agreement['title']}，成员单位{len(founded.institutions)}家")
    job = main_job.MainJob.of(founded, told)
    held = job.run()
    for step in held.steps:
        say(step)
    reader = founded.actor(told.meeting.meeting.host, "secretariat")
    for name, content in main_job.papers(held, reader).items():
        (out / name).write_bytes(content)
        say(f"已写出 {out / name}（{len(content)} 字节）")
    broken = audit.verify(audit.head())
    if broken is not None:
        raise RuntimeError(f"the audit chain is broken: {broken}")
    say(f"操作日志校验完好，共{audit.head()[0]}条")


def _try_names(names: tuple[str, ...], say: Say) -> None:
    refused = {name: unprintable(name) for name in names}
    shown = [
        f"{name}（缺{'、'.join(f'{one} U+{ord(one):04X}' for one in missing)}）"
        for name, missing in refused.items()
        if missing
    ]
    printable = len(names) - len(shown)
    told = f"，拒绝{len(shown)}个：{'；'.join(shown)}" if shown else ""
    say(f"生僻字人名{len(names)}个：可打印{printable}个{told}")
