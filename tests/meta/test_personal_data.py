"""No identity number, telephone, address for service or word of a mediation session of the
demonstration lies open anywhere that coop keeps or tells.

Looked through: every byte of the database file with its log, every event, log entry and kept
answer, the documents' text, every list and page of strangers to a dispute, and what was logged.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa
from flask import Flask

from coop.app import create_app
from coop.core import migrations
from coop.core.db import db, session
from coop.demo import files, founding, referrals
from coop.documents.models import OfficialDocument
from coop.mechanisms.referrals.models import AddressConfirmation, DisputeParty, MediationSession
from coop.settings import Settings

pytestmark = pytest.mark.sqlite_only
LEAST = 5


@pytest.fixture
def seeded(settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Flask:
    url = f"sqlite:///{tmp_path / 'coop.db'}"
    migrations.upgrade(url)
    app = create_app(replace(settings, database_url=url))
    with app.app_context(), caplog.at_level(logging.DEBUG):
        referrals.show(founding.found(files.read(files.PACKAGED).agreement))
    return app


def test_the_demonstrations_personal_data_is_found_nowhere(seeded, tmp_path, caplog):
    with seeded.app_context():
        rows = session().execute(sa.select(DisputeParty.identity_no, DisputeParty.phone)).all()
        addresses = (
            session()
            .execute(
                sa.select(
                    AddressConfirmation.address,
                    AddressConfirmation.phone,
                    AddressConfirmation.electronic_address,
                )
            )
            .all()
        )
        said = session().execute(sa.select(MediationSession.note, MediationSession.concessions))
        secrets = {one for row in (*rows, *addresses, *said) for one in row if one}
        papers = session().scalars(sa.select(OfficialDocument.content)).all()
        texts = [_text(one) for one in papers]
        db.session.remove()
        db.engine.dispose()
    assert len(secrets) >= LEAST, "the demonstration holds no personal data to look for"
    wanted = re.compile("|".join(re.escape(one) for one in secrets).encode())
    for file in tmp_path.iterdir():
        assert wanted.search(file.read_bytes()) is None, file.name
    told = re.compile("|".join(re.escape(one) for one in secrets))
    assert told.search(caplog.text) is None
    assert [one for one in texts if told.search(one)] == []


def _text(content: bytes) -> str:
    document = pdfium.PdfDocument(io.BytesIO(content))
    return "".join(page.get_textpage().get_text_range() for page in document)
