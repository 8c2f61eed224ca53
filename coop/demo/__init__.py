"""The demonstration: the tripartite agreement and its meetings, made through the same services as
everything else.

data/          the agreement, one real meeting, names that are hard to print
files.py       the data files as values; a bad file is answered with line, field and rule
founding.py    institutions, agreement, rotation, calendar, people with their posts
main_job.py    one meeting from plan to issued minutes, a line per step (`coop demo --out DIR`)
showcase.py    meetings and tasks in every state for somebody who looks around (`coop demo seed`)
"""
