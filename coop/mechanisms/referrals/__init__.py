"""Diversified resolution of financial disputes 金融纠纷多元化解.

A court refers a dispute to a mediation body before filing (委派) or after it (委托); the body
signs for the file, mediates within the lawful period, and reports; the court acknowledges. A body
may also receive a dispute itself. Laws: 特邀调解规定, 在线调解规则, 民事诉讼法 arts. 85, 187,
205-206, 250, 人民调解法 arts. 29-30, 商事调解条例.

Dispute: intake → consented → referred → mediating → settled or failed → closed
Settlement: signed_partly → effective → applied → under_review → confirmed → performed

workflow.py  both state tables      codes.py     closed lists
service/     intake, referring, clocks, mediating, closing; settlements, confirmation; fitness
queries/     disputes, referrals, settlements; contacts in full, logged; waiting the desk
policy.py    the court's clerks and the body that has the dispute: nobody else sees it
printing/    letters that are kept, forms that are not
law.py       days that the law fixes, with their articles    jobs.py    lapses, expiries, reminders
"""
