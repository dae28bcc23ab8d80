"""The loop over the outbox, and the destinations outside Telegram. Each process runs one loop over its own rows, and is
handed the way to deliver them. httpx and SMTP live here.
"""
