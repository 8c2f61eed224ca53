"""A link as a picture code that pages draw."""

from __future__ import annotations

_QUIET = 4


def picture_path(text: str) -> tuple[int, str]:
    """Side length, quiet zone included, and the SVG path of the dark cells."""
    from coop.typesetting.picture_codes import dark_runs  # noqa: PLC0415  # loads what draws paper

    count, runs = dark_runs(text)
    cells = (
        f"M{first + _QUIET} {row + _QUIET}h{last - first}v1h{first - last}z"
        for row, first, last in runs
    )
    return count + 2 * _QUIET, "".join(cells)
