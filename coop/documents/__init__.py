"""Official documents 公文: what was issued, under which number, and who signed for it.

A document is bytes that never change (sha256 beside them); only its standing changes:
issued -> revoked (void from the start) | repealed (from a day on) -> archived. A correction is a
new edition under the same number.
Rules: 党政机关公文处理工作条例 arts. 9, 22, 25-27, 33; GB/T 9704-2012 7.2.5.

numbers.py    机关代字〔年〕N号: given at issue, gap-free, never twice; import, reserve, void
secrecy.py    classification and urgency marks; state secrets never enter
service.py    filing, revoking, repealing, archiving; receipts.py 签收 of any handover
workflow.py   state tables and the codes of kinds and retention; policy.py who may
queries.py    documents, their PDF, the number register
commands.py   what both doors offer
"""
