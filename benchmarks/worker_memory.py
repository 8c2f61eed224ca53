"""How much memory a web worker takes that renders 200 minutes.

    python benchmarks/worker_memory.py

The demonstration's draft minutes get another text and are fetched as PDF, 200 times, through
`coop serve` with one worker (Linux). Exit code 1 when the worker's peak is above 150 MB. The press,
which draws for all workers of a machine, is told beside it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scene import build_draft
from benchmarks.serving import (
    Client,
    children_of,
    is_press,
    one_worker_of_production,
    parent_of,
    peak_memory_of,
    prepare,
)
from tests.databases import SqliteDatabase

RENDERED = 200
BOUND_MB = 150
# The rows of the common characters in GB 2312.
_FIRST_ROW, _ROWS, _FIRST_COLUMN = 0xB0, 39, 0xA1
_PARAGRAPH = "会议听取了有关情况汇报，研究了下一步工作安排，明确了牵头单位、配合单位和完成时限。"


def text(number: int) -> str:
    """Some two pages with other characters each time: faces are embedded by those used."""
    row, half = divmod(number, 2)
    codes = [(_FIRST_ROW + row % _ROWS, _FIRST_COLUMN + half * 47 + place) for place in range(47)]
    others = bytes(byte for code in codes for byte in code).decode("gb2312", errors="ignore")
    return "\n".join([f"一、第{number}项", *[_PARAGRAPH] * 12, others])


def render(client: Client, path: str) -> int:
    """Write and fetch the draft as often as is to be measured; the bytes of all PDFs."""
    total = 0
    for number in range(RENDERED):
        version = json.loads(client.get(path))["version"]
        client.ask("PATCH", path, {"body": text(number)}, **{"If-Match": f'"{version}"'})
        total += len(client.get(f"{path}/document.pdf"))
    return total


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        database = SqliteDatabase(Path(name))
        database.migrate()
        with prepare(database.url).app_context():
            minutes_id, token = build_draft()
        with one_worker_of_production() as (port, pid):
            client = Client(port, token)
            press = next(one for one in children_of(parent_of(pid)) if is_press(one))
            before = peak_memory_of(pid)
            total = render(client, f"/api/v1/minutes/{minutes_id}")
            peak, beside = peak_memory_of(pid), peak_memory_of(press)
        database.close()
    verdict = "holds" if peak <= BOUND_MB else "MISSED"
    print(f"{RENDERED} minutes, {total / RENDERED / 1024:.0f} KB each")
    print(f"peak {before:.0f} MB at start, {peak:.0f} MB after   bound {BOUND_MB} MB   {verdict}")
    print(f"the press, one for all workers: peak {beside:.0f} MB")
    return 0 if peak <= BOUND_MB else 1


if __name__ == "__main__":
    sys.exit(main())
