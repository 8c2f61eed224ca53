"""Who, and under what rules: institutions, people, API clients, agreements, calendar, deadlines.

models/          tables: institutions.py people.py agreements.py clients.py days.py
directory.py     parties, names valid on a day, hosts by rotation, settings, clauses
people.py        people and the posts they hold; words.py their names for readers
clauses.py       clauses of a version and what they oblige to
agreements.py    commands that set up agreements, with rotation.py institutions.py posts.py
rights.py        who may change the registry; what posts and clearances open
clearances.py    知悉权限: who may read more or less than usual; clearance_register.py readers.py
working_days.py  working-day arithmetic; calendars.py where its days come from
deadlines.py     due days kept with their basis
accounts.py      accounts and sign-in with its limits; passwords.py sessions.py drafts.py
clients.py       API clients and their secrets; tokens.py tokens and the actors behind them
scopes.py        what a token may carry; oauth_api.py POST /oauth/token and /oauth/revoke
queries.py       agreements as partners read them; commands.py and api.py the door
viewers.py       the officer of a request; jobs.py forgets old sessions, drafts and tokens
"""
