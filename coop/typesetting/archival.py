"""PDF/A-2u from ReportLab: metadata, output intent, nothing that depends on time or machine."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from coop.typesetting.geometry import BODY_SIZE, PAGE_HEIGHT, PAGE_WIDTH

_CHINA = timezone(timedelta(hours=8), "CST")
_PRODUCER = "ReportLab PDF Library"
_CREATOR = "coop"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"> <rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>{keywords}
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself; formed_on, at midnight in China, is its only date."""

    title: str
    author: str
    formed_on: date
    content_hash: str | None

    @property
    def stamp(self) -> datetime:
        """Aware instant of the only date."""
        return datetime.combine(self.formed_on, time(), _CHINA)

    @property
    def keywords(self) -> str:
        """The content's hash, so that the file can be compared with its record."""
        return f"content {self.content_hash}" if self.content_hash else ""

    def xmp(self) -> bytes:
        """The XMP packet, saying the same as the information dictionary."""
        keywords = f"<pdf:Keywords>{escape(self.keywords)}</pdf:Keywords>" if self.keywords else ""
        return _XMP.format(
            title=escape(self.title),
            author=escape(self.author),
            stamp=self.stamp.isoformat(),
            creator=_CREATOR,
            producer=_PRODUCER,
            keywords=keywords,
        ).encode("utf-8")


@functools.cache
def srgb_profile() -> bytes:
    """The sRGB profile of lcms with its creation time and identifier set to constants."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = b"\x07\xea\x00\x01\x00\x01" + bytes(6)
    profile[84:100] = bytes(16)
    return bytes(profile)


def new_canvas(buffer: io.BytesIO, metadata: Metadata, initial_font: str) -> Any:
    """A canvas whose file is PDF/A-2u and depends on nothing but what is drawn and said here.

    initial_font: a registered embedded face, since Helvetica would not be embedded.
    """
    canvas = Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        lang="zh-CN",
        initialFontName=initial_font,
        initialFontSize=BODY_SIZE,
    )
    _set_time(canvas._doc._timeStamp, metadata.stamp)
    canvas.setTitle(metadata.title)
    canvas.setAuthor(metadata.author)
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_PRODUCER)
    canvas.setSubject("")
    canvas.setKeywords(metadata.keywords)
    _make_archival(canvas._doc, metadata)
    return canvas


def _set_time(stamp: Any, at: datetime) -> None:
    stamp.t = at.timestamp()
    stamp.YMDhms = at.timetuple()[:6]
    stamp.dhh, stamp.dmm = 8, 0
    stamp.tzname = "CST"


def _make_archival(document: Any, metadata: Metadata) -> None:
    document._pdfVersion = (1, 7)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    packet = pdfdoc.XMP(creator=lambda _document: metadata.xmp())
    packet.filters = []
    catalog.Metadata = packet
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3}), srgb_profile(), [pdfdoc.PDFZCompress]
    )
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalog.OutputIntents = pdfdoc.PDFArray([intent])
