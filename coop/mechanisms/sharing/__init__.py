"""Information sharing 信息共享: a catalogue, requests for its entries, and what is sent unasked.

After the Government Data Sharing Regulations (国务院令809号) arts. 13-29, taken over by agreement.

Catalogue entry: draft > published > withdrawn
Request: draft > submitted > approved > active > disposing > closed; supplementing, refused,
disputed, suspended, terminated beside. Share: draft > sent > recalled; superseded by a correction.

workflow.py  the five state tables      models/    catalogue, requests, shares
service/     one module per noun; guard.py: how each command begins and ends
policy.py    who is provider, requester, recipient; what exists for whom
queries/     views, statistics, what waits   printing.py  the four letters
schemas.py, share_schemas.py, commands.py, share_commands.py, api.py, pages/: the two doors
jobs.py      grants whose period is over, reminders of what is owed

A delivery is a share whose only recipient is the requester: files, reading log, receipts, recall
and correction are the same thing for both.
"""
