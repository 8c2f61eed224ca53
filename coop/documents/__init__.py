"""Official documents 公文: who approved them, under which number, and who signed for them.

draft -> reviewed -> signed -> issued -> revoked (void from the start) | repealed (from a day on)
-> archived. A free letter takes these steps here; a mechanism files a document with the steps that
its own approvals were. Once issued its bytes never change (sha256 beside them); a correction is a
new edition under the same number.
Rules: 党政机关公文处理工作条例 arts. 9, 18-27, 33; GB/T 9704-2012 7.2.5.

numbers.py    机关代字〔年〕N号: given at issue, gap-free, never twice; import, reserve, void
secrecy.py    classification and urgency marks; state secrets never enter
letters.py    a free letter 函 of the secretariat; handling.py who took which step, and when
service.py    filing, revoking, repealing, archiving; receipts.py 签收 of any handover
reminders.py  what was not signed for in time; jobs.py each morning
workflow.py   state tables and the codes of kinds and retention; policy.py who may
queries.py    documents, their PDF, the number register
commands.py   what both doors offer
"""
