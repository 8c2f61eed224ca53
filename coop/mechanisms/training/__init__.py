"""Joint training 人才联合培养: programmes in cohorts, tests, certificates, secondments.

Agreement art. 8; leave above one seventh of the hours counts as withdrawal (中组部 2013 rule).

Program: planned > enrolling > running > finished   Cohort: the same, or cancelled
Enrolment: applied > admitted > attending > passed > certified; waiting > offered before a seat
is there; failed (one resit), withdrawn, rejected, lapsed beside.

workflow.py  the state tables             models/   programmes, enrolments, tests, certificates
service/     one module per noun; guard.py: how each command begins and ends; seats.py: who gets
             the next seat, under the lock of the cohort
policy.py    organiser, nominator, trainee; what exists for whom
queries/     views, ledger of hours, statistics, what waits
printing/    notice, sheets, certificates
schemas/, commands/, api.py, pages/: the two doors, and the pages that trainees open by their link
jobs.py      release times, answers to offers, test time that is over, files of certificates
"""
