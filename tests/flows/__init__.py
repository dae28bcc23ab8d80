"""The conversation, tested as the person in the chat and the officer on the desk meet it."""
