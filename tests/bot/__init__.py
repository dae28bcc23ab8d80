"""The doors, tried from outside: over real HTTP on loopback, with the sandbox as Telegram."""
