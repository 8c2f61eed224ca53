"""Joint research 合力开展调查研究: proposed, approved, worked on, reviewed, its results followed.

Project: proposed → approved → running → submitted → accepted → applied (terminated)
Field visit: planned → recorded (cancelled)

One party leads, at least one other takes part. The convener or a joint meeting approves; leader and
day are then fixed, and change only by the convener's decision on a request. Reviewers belong to
other parties than the lead: they check the work at mid-term, and all of them accept a report
version before the project is accepted; one return sends it back. What its results became is
followed for the months that the agreement sets.

workflow.py   both state tables, words       models/    project, work, results
service/      commands by noun: proposing, approving, changes, work, midterm, reports, results
queries/      views, lists, the desk, statistics, evidence      policy.py   who is what, who sees
printing/     立项通知, 中期报告, 课题报告, 成果运用清单         jobs.py     reminders
"""
