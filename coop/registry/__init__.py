"""Who, and under what rules: institutions, people, posts, sign-in, API clients, agreements, calendar, deadlines.

models/         tables: institutions.py people.py agreements.py clients.py days.py
directory.py    parties, names valid on a day, hosts by rotation, post holders, settings, clauses
working_days.py working-day arithmetic on the calendar tables; deadlines.py due dates with their basis
accounts.py     accounts, sign-in with its limits, sessions, drafts of forms; actors of people
clients.py      API clients, tokens (OAuth 2 client credentials); actors of clients
agreements.py   commands that set up agreements, versions, parties, rotation terms, posts
"""
