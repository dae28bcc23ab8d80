"""The loop over the outbox. Each process runs one over its own rows, and is handed the way to deliver them."""
