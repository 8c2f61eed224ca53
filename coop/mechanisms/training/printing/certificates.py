"""Certificates 结业证书 as PDF, from the facts that were kept when they were issued."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import orjson

from coop.documents import faces, links
from coop.mechanisms.training.models import TrainingCertificate
from coop.typesetting import render
from coop.typesetting.content import CertificateContent, chinese_date
from coop.typesetting.render import RenderedPdf

# As many characters of the check code as people can copy from paper.
CODE_LENGTH = 16
VERIFY_PATH = "/verify-certificate"


def digest_of(printed: Mapping[str, Any]) -> str:
    """The check code of what is printed, in full."""
    return hashlib.sha256(orjson.dumps(dict(printed), option=orjson.OPT_SORT_KEYS)).hexdigest()


def certificate_page(certificate: TrainingCertificate) -> CertificateContent:
    said = certificate.printed
    days = [date.fromisoformat(said[name]) for name in ("starts_on", "ends_on", "issued_on")]
    first, last, issued_on = days
    who = f"{said['name']}（{said['institution']}{said['job_title']}）"
    code = certificate.digest[:CODE_LENGTH]
    return CertificateContent(
        title="结业证书",
        number=said["number"],
        text=(
            f"{who}于{chinese_date(first)}至{chinese_date(last)}参加{said['program']}"
            f"第{said['ordinal']}期学习，完成规定的{said['total_hours']:g}学时，"
            "应知应会测试合格，准予结业。"
        ),
        signatures=(said["organiser"],),
        formed_on=issued_on,
        address=links.address(f"{VERIFY_PATH}?number={quote(said['number'])}&code={code}"),
        notes=(
            "扫描二维码，或在“证书核验”页面输入编号和校验码，可核验真伪。",
            f"校验码：{' '.join(code[i : i + 4] for i in range(0, CODE_LENGTH, 4))}",
        ),
    )


def certificate_pdf(certificate: TrainingCertificate) -> RenderedPdf:
    """One certificate; the same facts give the same bytes."""
    return render.certificate_pdf(certificate_page(certificate), faces.chosen())


def certificates_pdf(
    certificates: Sequence[TrainingCertificate], *, drawn: Callable[[int], None] | None = None
) -> RenderedPdf:
    """One page each. drawn: told after each how many are done."""
    pages = [certificate_page(one) for one in certificates]
    return render.certificates_pdf(pages, faces.chosen(), drawn=drawn)
