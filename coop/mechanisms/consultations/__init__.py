"""Consultations on major matters 重大事项会商: a signed letter asks, parties answer in time.

Consultation: draft → open → replied → concluded (paused, in_meeting, escalated, withdrawn)
Opinion: draft → given (outdated when its round closes unsigned)

A round is one text put to the parties. Nobody but its author reads an opinion until its round
closes: all have answered, or the due day has passed. A changed text opens the next round; what was
given stays with the text it was given on. Silence is no reply, never consent, unless letter and
agreement both say so. With a pending case only questions of law are taken, without a view on it,
and the court's signer lets it open.

workflow.py   both state tables, words       models.py   consultation, texts, parties, opinions
service/      commands by noun: drafting, asking, opinions, rounds, periods, outcomes, joint_meeting
queries/      views, lists, the desk, statistics      policy.py   initiator, consulted, court, host
printing/     letter, opinion, conclusion, dossier    jobs.py     lapses, joint meetings' decisions
"""
