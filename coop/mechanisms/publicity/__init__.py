"""Legal publicity 共同开展法治宣传: campaigns, events, materials released by all, reach figures.

Agreement art. 10; Legal Publicity and Education Law (2025) arts. 9, 13, 19, 31, 54, 57, 59.

Campaign: planned > approved > confirmed > held > reported > archived; cancelled beside
(coop/activities has what it shares with party building).
Material: draft > approved > published > withdrawn; a changed text is a draft again.
Reminder 普法提示: received > improving > answered.

workflow.py  the state tables     seasons.py    dates that return every year
anonymity.py what a case still gives away         models.py   campaigns, materials, reminders
service/     one module per noun  policy.py     who is author, reviewer, named institution
queries/     views, statistics, the year, what waits    printing.py  notice, summary with figures
schemas.py, commands.py, api.py, pages.py: the two doors    jobs.py  reminders of reports

A material is published only as the exact text that a reviewer of another party approved and every
institution named in it released; each change is a new numbered text without approval or release.
"""
