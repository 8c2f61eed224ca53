"""Supervision 督办: tasks from resolutions, instructions and letters, followed until closed (销号).

One lead 牵头单位, co-organisers 配合单位 with a part each, weekly reports, extensions, a colour
computed from working days. No institution orders another: a task is a request of the joint office
that all agreed to.

Task: draft > assigned > in_progress > reviewing > closed; disputed, suspended, cancelled beside.
Part of a co-organiser: assigned > in_progress > done; waived.

workflow.py  both state tables       colour.py   red, yellow, blue: derived, never stored
service/     one module per noun; guard.py: how each command begins and ends
queries.py   reads; outlook.py: what today means for its tasks; assembly.py: rows to views
worklists.py the desk, the agenda's follow-up list, missing weekly reports
policy.py    who may: the lead's handler, the host's secretariat, and who closes when the host leads

Sources: the agreement; Regulations on handling official documents art. 24 (urging, answering);
handing a task back within five working days follows Petition Work Regulations art. 23 by analogy.
"""
