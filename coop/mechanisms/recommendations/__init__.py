"""Court recommendations 司法建议书: a court tells an organ what its cases showed to be amiss.

After the Supreme People's Court's rule on recommendations for governance (法释〔2023〕11号).
draft > consulted > adopted > signed > issued > replied > closed

The recipient is heard before, the adjudication committee deliberates, the president signs, the
number of the court's own series is given at issue. The reply is due within the period the letter
names, two months at most; one that comes late is still taken, and counted late. Until issue it
exists for the court alone, then also for a recipient and those it is copied to among the parties.

workflow.py  the state table      models.py  recommendations and copies
service/     drafting, issuing, following; guard.py: how each command begins and ends
policy.py    court, recipient, who may know      queries/   views, the desk, what is due, statistics
printing.py  the document with its cover         jobs.py    reminders
"""
