"""Supervision 督办: tasks from resolutions, instructions and letters, followed until closed (销号).

One lead 牵头单位, co-organisers 配合单位 with a part each, weekly reports, extensions, a colour
computed from working days. No institution orders another: a task is a request of the joint office
that all agreed to.

Task: draft > assigned > in_progress > reviewing > closed; disputed, suspended, cancelled beside.
Part of a co-organiser: assigned > in_progress > done; waived.

Order (督办单): issued > answered; lapsed. Bulletin (专刊): draft > reviewed > issued.

workflow.py  all state tables        colour.py   red, yellow, blue: derived, never stored
service/     one module per noun; guard.py: how each command on a task begins and ends;
             rhythm.py: what one working day calls for, run each morning by jobs.py
queries/     reads, with their views; outlook.py: what today means; assembly.py: rows to task views
worklists/   the desk, the agenda's follow-up list, missing weekly reports
printing/    tips, monthly tables, orders, bulletins, ledgers
policy.py    who may: the lead's handler, the host's secretariat, who closes when the host leads,
             and stand-ins

Sources: the agreement; Regulations on handling official documents art. 24 (urging, answering);
handing a task back within five working days follows Petition Work Regulations art. 23 by analogy.
"""
