"""What partners' systems are told: each institution's stream of events, and webhooks.

An event is written in the command's own transaction (core/events.py) with a gap-free position per
institution. The stream is read by position; a webhook is sent after the commit, signed by Standard
Webhooks, retried for three days, then listed as dead. `webhook-id` stays the same over retries.

webhook:  active, failing (still sent to), paused (nothing sent; catch up from the stream), removed
delivery: pending, failed (waits for its next attempt), delivered, dead (may be resent)

workflow.py   both state tables
events.py     what an institution is told about its own webhooks
models.py     webhooks, deliveries, the log of attempts
policy.py     who may: institution_admin, or a system with webhooks:write, of the same institution
addresses.py  where callbacks may go
attempts.py   one attempt to send: what goes out, what came of it
sending.py    one signed request, outside any transaction
stream.py     the stream of events; queries.py webhooks and deliveries
service/      webhooks.py: set up, pause, rotate …   deliveries.py: dispatch, outcome, resend
commands.py   the table both doors read, schemas.py its fields, api.py and pages.py the doors
jobs.py       sending, after the commit
"""
