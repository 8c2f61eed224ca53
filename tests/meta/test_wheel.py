"""The wheel holds everything a server needs: templates, faces, migrations, the contract."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    "coop/core/templates/base.html",
    "coop/core/static/coop.css",
    "coop/typesetting/fonts/fangsong.ttf",
    "coop/typesetting/fonts/OFL.txt",
    "coop/demo/data/joint-meeting.yaml",
    "coop/_migrations/env.py",
    "coop/openapi.yaml",
)


@pytest.mark.sqlite_only
def test_the_wheel_migrates_and_runs_the_demonstration_away_from_the_checkout(
    tmp_path: Path,
) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        assert set(NEEDED) <= set(packed.namelist())
        packed.extractall(tmp_path / "site")
    code = "from coop.cli import cli; cli(['demo', '--out', 'out'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "川金会纪〔2026〕1号" in done.stdout, done.stderr
    assert (tmp_path / "out" / "minutes.pdf").exists()
