"""The reporters' side of the door: aiogram lives here and nowhere else.

reading     an update becomes an event; names and ids are left at the door
speaking    one live message per chat, in order, after the commit
webhook     Telegram visits, where the settings say so; else `bot.listening` polls
floor       of several processes behind one webhook, one at a time speaks in a chat
standing    which message that is, as far as this process knows
sending     thin JSON to the Bot API, for what is sent most
pacing      who is written to first, when Telegram says that it is too much
noting      which messages stand in a chat that no turn has sealed yet
fetching    a voice note, where the office takes them; ogg: whether it is one, page by page
news        an officer's answer: "Ada kabar.", when the reporter agreed
app         the process
"""
