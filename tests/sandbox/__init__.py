"""The loopback Bot API server keeps Telegram's word."""
