"""Commands on webhooks (webhooks.py) and on what is sent to them (deliveries.py)."""
