"""The command line: run, set up and look after one installation."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from flask import Flask

from coop.app import create_app, create_base
from coop.core import audit, clock, jobs, migrations, sealed
from coop.core.actor import SYSTEM
from coop.core.engines import driver_url
from coop.core.errors import CoopError, Invalid
from coop.core.ladder import INTERNAL, PUBLIC, up_to
from coop.core.language import SHANGHAI
from coop.core.openapi import OPENAPI_FILE, document
from coop.documents import faces
from coop.registry import accounts, agreements, clients, directory, sandboxes
from coop.serving import serve_development, serve_production
from coop.settings import BadSettings, Settings
from coop.settings import read as read_settings
from coop.typesetting import press
from coop.typesetting.yaml_lines import FileRefused


def _settings() -> Settings:
    try:
        return read_settings(os.environ)
    except BadSettings as bad:
        raise click.ClickException("settings:\n  " + "\n  ".join(bad.faults)) from bad


def _app() -> Flask:
    return create_base(_settings())


@click.group()
def cli() -> None:
    """coop: institutions that signed a cooperation agreement run it here."""


@cli.command()
@click.option("--dev", is_flag=True, help="one process for a look at home")
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000)
@click.option("--workers", default=0, help="0: twice the cores")
def serve(dev: bool, host: str, port: int, workers: int) -> None:  # noqa: FBT001  # click passes flags so
    """Answer requests."""
    settings = _settings()
    app = create_app(settings)
    if dev:
        serve_development(app, host, port)
    else:
        press.start()
        serve_production(app, host, port, workers)


@cli.command()
def worker() -> None:
    """Do the work that follows commits: webhooks, reminders, what is due."""
    settings = _settings()
    jobs.run_worker(create_base(settings), driver_url(settings.database_url), settings.worker_id)


@cli.group()
def db() -> None:
    """The database's shape."""


@db.command()
def upgrade() -> None:
    """Bring all tables to the newest shape."""
    migrations.upgrade(_settings().database_url)


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Go back to a revision (`base` for none)."""
    migrations.downgrade(_settings().database_url, revision)


@db.command()
def reseal() -> None:
    """Seal personal data with the newest key of COOP_DATA_KEYS; then the older ones can go."""
    with _app().app_context():
        click.echo(f"{sealed.reseal()} rows")


@cli.group(invoke_without_command=True)
@click.option("--out", type=click.Path(path_type=Path), help="where the papers go")
@click.option("--database", "database_url", help="an empty database; default: a temporary SQLite")
@click.option("--data", type=click.Path(path_type=Path), help="default: the packaged files")
@click.pass_context
def demo(
    context: click.Context, out: Path | None, database_url: str | None, data: Path | None
) -> None:
    """Take one meeting from plan to issued minutes; `demo seed` fills a database to look around."""
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise click.UsageError("--out DIR is needed")
    from coop.demo import files  # noqa: PLC0415  # what serves never needs it
    from coop.demo import run as demo_run  # noqa: PLC0415  # as above

    try:
        demo_run.run(out, data or files.PACKAGED, database_url, create_base, click.echo)
    except FileRefused as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as missing:
        raise click.ClickException(str(missing)) from missing
    except demo_run.NotEmpty as taken:
        raise click.ClickException(
            "the database already holds agreements; give an empty one"
        ) from taken


@demo.command()
def seed() -> None:
    """Fill an empty database with the demonstration; a filled one keeps its data."""
    from coop.demo import seed as demo_seed  # noqa: PLC0415  # what serves never needs it

    try:
        with _app().app_context():
            demo_seed.seed(click.echo)
    except demo_seed.HalfSeeded as half:
        raise click.ClickException(
            "an earlier `coop demo seed` broke off half-way; give an empty database"
        ) from half


@cli.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.option("--institution", required=True, help="party code, e.g. SC")
@click.option("--agreement", "agreement_id", type=click.UUID, required=True)
@click.option("--name", required=True)
@click.option("--title", default="")
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--username", required=True)
@click.password_option(help="at least 12 characters")
def user_add(  # noqa: PLR0913  # one option each
    institution: str,
    agreement_id: UUID,
    name: str,
    title: str,
    roles: tuple[str, ...],
    username: str,
    password: str,
) -> None:
    """Add a person with posts from today and an account."""
    with _app().app_context(), _told():
        party = directory.party_by_code(agreement_id, institution)
        person = agreements.add_person(SYSTEM, party.institution_id, name=name, title=title)
        for role in roles:
            agreements.give_post(
                SYSTEM, agreement_id, person_id=person.id, role=role, from_on=clock.today()
            )
        accounts.add_user(SYSTEM, person.id, username=username, password=password)
        click.echo(f"{username} ({name}, {party.short_name})")


@cli.group()
def client() -> None:
    """Partners' systems."""


@client.command("add")
@click.option("--institution", required=True, help="party code, e.g. SC")
@click.option("--agreement", "agreement_id", type=click.UUID, required=True)
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--scopes", required=True, help="blank-separated, e.g. 'meetings:read events:read'")
@click.option("--network", "networks", multiple=True, help="address range it may call from")
@click.option("--clearance", type=click.Choice(up_to(INTERNAL)), default=INTERNAL)
def client_add(  # noqa: PLR0913  # one option each
    institution: str,
    agreement_id: UUID,
    name: str,
    roles: tuple[str, ...],
    scopes: str,
    networks: tuple[str, ...],
    clearance: str,
) -> None:
    """Add an API client; its secret is shown once."""
    with _app().app_context(), _told():
        party = directory.party_by_code(agreement_id, institution)
        posts = tuple((agreement_id, role) for role in roles)
        limited = clearance == PUBLIC
        data = clients.ClientData(name, scopes, posts, networks=networks, is_limited=limited)
        made = clients.add_client(SYSTEM, party.institution_id, data)
        click.echo(json.dumps({"client_id": made.client.client_id, "client_secret": made.secret}))


@cli.group()
def sandbox() -> None:
    """Agreements to try things out, each with a clock of its own."""


@sandbox.command("open")
@click.option("--like", "agreement_id", type=click.UUID, required=True, help="an agreement")
@click.option("--at", type=click.DateTime(), required=True, help="where its clock begins, Beijing")
def sandbox_open(agreement_id: UUID, at: datetime) -> None:
    """Open a sandbox with the parties, text, rotation and posts of this agreement."""
    with _app().app_context(), _told():
        begins = at.replace(tzinfo=SHANGHAI)
        made = sandboxes.open_sandbox(SYSTEM, agreement_id, at=begins)
        click.echo(f"{made.id} ({made.title})")


@cli.group()
def minutes() -> None:
    """Minutes without a server."""


@minutes.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--agreement", type=click.Path(path_type=Path), help="file with the parties' names")
def render(file: Path, output: Path, agreement: Path | None) -> None:
    """Print a meeting file as minutes."""
    from coop.typesetting import minutes_file  # noqa: PLC0415  # what serves never needs it

    try:
        output.write_bytes(minutes_file.render_file(file, agreement=agreement).data)
    except (FileRefused, OSError) as refused:
        raise click.ClickException(str(refused)) from refused


@cli.group("audit")
def audit_group() -> None:
    """The hash-chained log."""


@audit_group.command()
@click.option("--head", "anchor", help="SEQ:HASH handed out before; shows a cut tail")
def verify(anchor: str | None) -> None:
    """Check the whole chain; exit 1 and say where it is broken."""
    given = (int(anchor.split(":")[0]), anchor.split(":")[1]) if anchor else None
    with _app().app_context():
        broken = audit.verify(given)
        seq, newest = audit.head()
    if broken:
        raise click.ClickException(broken)
    click.echo(f"ok {seq}:{newest}")


@cli.command()
def fonts() -> None:
    """The faces that documents are printed with."""
    from coop.typesetting.site_fonts import describe  # noqa: PLC0415  # opens fonts
    from coop.typesetting.vendored import vendored_fonts  # noqa: PLC0415  # as above

    _app()
    for one in describe(faces.chosen() or vendored_fonts()):
        click.echo(f"{one.role:12} {one.family}  {one.note}")


@cli.command()
@click.option("--check", is_flag=True, help="exit 1 when openapi.yaml is stale")
def openapi(check: bool) -> None:  # noqa: FBT001  # click passes flags so
    """Write openapi.yaml from the endpoints."""
    fresh = document(create_app(Settings()))
    if not check:
        OPENAPI_FILE.write_text(fresh, encoding="utf-8")
    elif not OPENAPI_FILE.exists() or OPENAPI_FILE.read_text(encoding="utf-8") != fresh:
        raise click.ClickException("openapi.yaml is stale: run `python3 dev.py openapi`")


@cli.command("settings")
def show_settings() -> None:
    """Every setting, secrets hidden."""
    for name, value in _settings().shown().items():
        click.echo(f"COOP_{name.upper()}={value}")


class _told:  # noqa: N801  # reads as a phrase: `with _told():`
    """Refusals of commands as command-line errors."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Invalid):
            raise click.ClickException(str(error)) from error
        if isinstance(error, CoopError):
            raise click.ClickException(error.message.en) from error


def main() -> None:
    """Entry point."""
    sys.exit(cli())
