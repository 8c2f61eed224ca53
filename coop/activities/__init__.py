"""What institutions hold together, whichever mechanism holds it: state table, parts, pictures.

planned > approved > confirmed > held > reported > archived; cancelled beside, until it is held.
The lead institution plans and approves; every other institution named in it confirms.

workflow.py  the state table, made for each mechanism with what it adds
models.py    columns of an activity, of each institution's part, of a picture; the archive bundle
policy.py    who is host, partner, participant; what exists for whom
pictures.py  what a picture really is; bundle.py the archive ZIP with manifest and hashes
queries.py, views.py  what both mechanisms answer alike; service.py the steps of their commands
lifecycle.py  the commands from approval to archive; figures.py figures of a period at both doors

A picture of people who have not agreed to it stays with the institution that took it; others are
told how many such pictures there are. Nothing inside a picture is changed.
"""
