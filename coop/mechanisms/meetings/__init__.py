"""Joint meetings 联席会议: from the yearly plan to issued minutes. Agreement art. 3; 公文处理条例
arts. 8-9, 22, 25, 33.

Meeting: planned → collecting → scheduled → notified → held → concluded (postponed, cancelled)
Minutes: drafting → commenting → signing → signed → issued → archived (corrected, revoked, repealed)

workflow.py   both state tables       models/   meetings, agenda, attendance, resolutions, minutes
service/ the commands by noun: meetings, agenda, attendance, resolutions, minutes, signing, changes
queries/      views: meetings, minutes, agenda      policy.py  own party, host, drafter ≠ signer
printing.py minutes and notice as documents calendar_file.py the .ics that updates and cancels
schemas.py, commands.py, api.py, pages.py           the two doors over the same table
"""
