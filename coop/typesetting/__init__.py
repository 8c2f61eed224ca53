"""Official documents on paper: GB/T 9704-2012 minutes and letters as PDF/A-2u, from plain content.

Knows nothing of Flask, the database or the rest of coop. Open

- content.py       what a document says: MinutesContent, LetterContent, paragraphs_of
- render.py        minutes_pdf, letter_pdf, certificate_pdf: content in, bytes out
- press.py         a process of its own that draws for all web workers; drawing.py: in this one
- glyphs.py        unprintable: may this text be accepted?
- minutes_text.py  items and resolutions to the body text of minutes
- minutes_file.py  `coop minutes render`: the same from a YAML file
- layouts.py       how a document is put together: heads, titles, body, attendance, imprint
- units.py, linebreaking.py, paragraphs.py, flow.py, pen.py: characters, lines, pages, ink
- font_files.py, faces.py, vendored.py, site_fonts.py: which face prints which character
- certificates.py, picture_codes.py: certificates and the codes they are checked by
- archival.py, reportlab_repairs.py: PDF/A and what ReportLab needs for it
"""
