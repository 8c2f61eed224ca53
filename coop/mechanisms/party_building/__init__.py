"""Party building 党建共建: paired branches, a plan for the year, activities held together.

Agreement art. 7; form and numbers of activities are the branches' own, periods the agreement's.

Pair: proposed > active > ended; withdrawn beside. Plan: draft > adopted, and back when revised.
Activity: planned > approved > confirmed > held > reported > archived; cancelled beside
(coop/activities has what it shares with publicity).

workflow.py  the three state tables     models.py   branches, pairs, plans, activities, attendance
service/     one module per noun; consenting.py: how pairs and plans are agreed
policy.py    whose branch, whose pair; a person's party data exists for the own institution only
queries/     views, statistics, what waits    printing.py  pact, plan, notice, record
schemas.py, commands.py, api.py, pages.py: the two doors    jobs.py  reminders of reports

What a person is in the party (BranchMember) stays with the institution that owns it: of others,
everybody sees names on the attendance list and nothing else.
"""
