"""The officers' side of the door: python-telegram-bot lives here and nowhere else.

reading     an update becomes what an officer did
desk        what officers do, one transaction each, and what they hear back
shifts      /piket: who holds tonight, swaps, the week
inviting    /undang and /gabung: codes for new officers
relating    Terkait: whoever is related to a case is off it
standing    /status, and the morning's summary
alerts      what the desk's rows say, and the buttons below
notices     those of them that are no alerts
moving      Pindah kantor: a case that belongs to another office of the deployment
hearing     Dengarkan: a voice note in an officer's own chat
delivery    rows of the outbox on their way to the group and to each officer
wiping      cards that leave a chat again
pausing     no chat is written to while Telegram asks us to leave it alone
app         the process
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # how long to wait comes as a timedelta, as all later versions give it
