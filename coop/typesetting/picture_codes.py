"""Picture codes (QR, ISO/IEC 18004) as cells, for paper and for pages."""

from __future__ import annotations

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


class _Code(QRCode):
    def getBestMaskPattern(self) -> int:  # noqa: N802  # the library's own name
        """Always the first. A code tells its mask, so scanners read any; weighing all eight is
        nine tenths of the time of a certificate, and five hundred are printed at once.
        """
        return 0


def dark_runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Cells a side, and the (row, first column, one after the last) of neighbouring dark cells."""
    code = _Code(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count: int = code.getModuleCount()
    return count, [run for row in range(count) for run in _runs(code, row, count)]


def _runs(code: QRCode, row: int, count: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    start = None
    for column in range(count + 1):
        is_dark = column < count and code.isDark(row, column)
        if is_dark and start is None:
            start = column
        elif not is_dark and start is not None:
            found.append((row, start, column))
            start = None
    return found
