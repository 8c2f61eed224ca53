"""`coop demo`: the main job through the services, on the packaged files or others like them."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from icalendar import Calendar

from coop.cli import cli
from coop.demo.files import PACKAGED


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_the_demonstration_writes_its_three_papers_and_tells_every_step(
    runner: CliRunner, tmp_path: Path
) -> None:
    done = runner.invoke(cli, ["demo", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "川金会纪〔2026〕1号" in done.output
    assert "督办任务7项" in done.output
    with pikepdf.open(tmp_path / "minutes.pdf") as minutes:
        assert len(minutes.pages) % 2 == 0
    with pikepdf.open(tmp_path / "notice.pdf") as notice:
        assert len(notice.pages) == 3
    event = Calendar.from_ical((tmp_path / "meeting.ics").read_bytes()).walk("VEVENT")[0]
    assert event["DTSTART"].dt.isoformat() == "2026-09-22T14:30:00+08:00"


def test_the_same_files_give_the_same_minutes_to_the_byte(
    runner: CliRunner, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        runner.invoke(cli, ["demo", "--out", str(tmp_path / name)], catch_exceptions=False)
    one, two = ((tmp_path / name / "minutes.pdf").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_bad_folder_is_answered_with_file_line_and_field(
    runner: CliRunner, tmp_path: Path
) -> None:
    shutil.copytree(PACKAGED, tmp_path / "data")
    file = tmp_path / "data" / "agreement.yaml"
    file.write_text(file.read_text("utf-8").replace("party: SC", "party: XX"), "utf-8")
    done = runner.invoke(
        cli, ["demo", "--out", str(tmp_path / "out"), "--data", str(tmp_path / "data")]
    )
    assert done.exit_code == 1
    assert "agreement.yaml:27: rotation.1.party: XX is not a party" in done.output


def test_every_hard_name_prints_or_is_refused_naming_the_character(
    runner: CliRunner, tmp_path: Path
) -> None:
    shutil.copytree(PACKAGED, tmp_path / "data")
    (tmp_path / "data" / "hard-names.txt").write_text("王䶮\n李\U0003134a\n", "utf-8")
    done = runner.invoke(
        cli, ["demo", "--out", str(tmp_path / "out"), "--data", str(tmp_path / "data")]
    )
    assert done.exit_code == 0
    assert "可打印1个" in done.output
    assert "U+3134A" in done.output


def test_a_database_that_holds_agreements_is_left_alone(runner: CliRunner, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/taken.db"
    first = runner.invoke(cli, ["demo", "--out", str(tmp_path / "out"), "--database", url])
    again = runner.invoke(cli, ["demo", "--out", str(tmp_path / "out"), "--database", url])
    assert first.exit_code == 0
    assert again.exit_code == 1
    assert "already holds agreements" in again.output


def test_a_meeting_file_renders_without_a_server(runner: CliRunner, tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    file = str(PACKAGED / "joint-meeting.yaml")
    done = runner.invoke(cli, ["minutes", "render", file, "-o", str(target)])
    assert done.exit_code == 0, done.output
    with pikepdf.open(io.BytesIO(target.read_bytes())) as rendered:
        assert str(rendered.docinfo["/Title"]).endswith("纪要")
