"""The kernel: what every mechanism stands on. It names no mechanism.

db.py         rows, the session, @command (one transaction) and @step (a part inside one)
errors.py     every refusal, with a stable code
language.py   Text: each word shown to people, in Chinese and English together
clock.py      the only source of now() and today()
actor.py      who acts: an officer, a partner's system, or coop itself
workflow.py   state tables and what they answer; policy.py who may
audit.py      the hash-chained log; events.py what partners are told; jobs.py work after the commit
fields.py     schema fields with labels; doors.py the table both doors read
api.py        the REST door; forms.py and pages.py the HTML door; http.py what both share
paging.py     keyset pages; idempotency.py answers kept for repeated requests
"""
