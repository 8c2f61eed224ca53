"""What a text still gives away: numbers of people and cases, and names that were to be left out.

A finding tells kind and line; what was found is shown masked, for findings are read by reviewers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coop.core.language import Text
from coop.core.personal import masked

KINDS = {
    "identity_number": Text("居民身份号码", "Identity number"),
    "bank_card": Text("银行卡号、账号", "Bank card or account"),
    "telephone": Text("电话号码", "Telephone"),
    "email": Text("电子邮箱", "E-mail address"),
    "plate": Text("车牌号", "Number plate"),
    "case_number": Text("案号", "Case number"),
    "name": Text("当事人姓名、名称", "Name of a party"),
}
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_APART = r"[ \-]?"
_PATTERNS = {
    "identity_number": rf"(?<!\d)[1-9](?:{_APART}\d){{16}}{_APART}[\dXx](?!\d)",
    "bank_card": rf"(?<!\d)\d(?:{_APART}\d){{15,18}}(?!\d)",
    "telephone": rf"(?<!\d)(?:1[3-9]\d(?:{_APART}\d{{4}}){{2}}|0\d{{2,3}}-\d{{7,8}})(?!\d)",
    "email": r"[\w.+-]+@[\w-]+\.[\w.-]+",
    "plate": rf"[{_PROVINCES}][A-Z]·?[A-Z0-9]{{5,6}}",
    # The year comes first; in a document number it comes after the issuer's code.
    "case_number": r"[(〔\[]\d{4}[)〕\]] ?[\u4e00-\u9fff]\w{1,12}?\d+号",
}
_COMPILED = {
    kind: re.compile(pattern, re.ASCII if kind == "email" else 0)
    for kind, pattern in _PATTERNS.items()
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing left in. line: counted from 1; excerpt: masked."""

    kind: str
    label: Text
    line: int
    excerpt: str


def findings(text: str, names: Sequence[str] = (), *, is_case: bool = False) -> tuple[Finding, ...]:
    """Everything that identifies a person; of a typical case also case numbers and these names.

    Full-width digits and letters, and blanks between them, hide nothing.
    """
    found: list[Finding] = []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        found += [
            Finding(kind, KINDS[kind], number, _masked(excerpt))
            for kind, excerpt in _in_line(line, names if is_case else (), is_case=is_case)
        ]
    return tuple(found)


def _in_line(line: str, names: Sequence[str], *, is_case: bool) -> Iterator[tuple[str, str]]:
    rest = line
    for kind, pattern in _COMPILED.items():
        if kind == "case_number" and not is_case:
            continue
        for hit in pattern.finditer(rest):
            yield kind, hit.group()
        # An identity number is no bank card too.
        rest = pattern.sub("□", rest)
    bare = re.sub(r"\s", "", line)
    for name in names:
        wanted = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
        if wanted and wanted in bare:
            yield "name", wanted


def _masked(excerpt: str) -> str:
    keep = 1 if len(excerpt) < 8 else 3
    return masked(excerpt, head=keep, tail=0) or ""
