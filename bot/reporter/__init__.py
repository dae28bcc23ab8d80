"""The reporters' side of the door: aiogram lives here and nowhere else.

loading     aiogram itself, without what is never used of it
reading     an update becomes an event; names and ids are left at the door
speaking    one live message per chat, in order, after the commit
sending     thin JSON to the Bot API, for what is sent most
pacing      who is written to first, when Telegram says that it is too much
noting      which messages stand in a chat that no turn has sealed yet
fetching    a voice note, where the office takes them; ogg: whether it is one, page by page
news        an officer's answer: "Ada kabar.", when the reporter agreed
app         the process
"""

from bot.reporter.loading import load

load()  # before any room below asks for it
