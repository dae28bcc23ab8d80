### A voice note, for those who do not write; only where the office switched it on.

limits-voice = 🎙 Is writing hard? You can use your voice, once, up to 2 minutes.
words-voice = 🎙 Is writing hard? You can use your voice, once, up to 2 minutes.

ask-voice =
    I have not kept what you recorded. Please know this first:

    • People who know you may know your voice.
    • Only the staff will hear it. This machine does not listen.
    • Telegram keeps it too, until this chat is cleaned.

    Shall I keep it?
    .quiet =
    A voice can be known. Telegram keeps it too.

    Keep the last one?
pick-voice-keep = 🎙 Yes, keep it
pick-voice-write = ✏️ No, I will write

note-voice-later = I have not kept what you recorded. I will ask about it soon.
    .quiet = I will ask about the last one soon.
note-voice-long = That was too long, so I have deleted it. Two minutes at most, please.
    .quiet = That was too long, I have deleted it.
note-voice-one =
    One is enough, so I have deleted the new one.

    You can write the rest.

    Would you rather talk? See “Ask for a call” in “❔ Help”.
    .quiet = I have deleted the new one. You can write the rest.
note-voice-enough =
    That makes three today, so I have deleted the new one. Tomorrow you can again.

    You can always write it.

    Would you rather talk? See “Ask for a call” in “❔ Help”.
    .quiet = I have deleted the new one. You can write it.
note-voice-fetching = All right, I am getting it now. You can go on.
    .quiet = ✔️ All right, getting it.
note-voice-no = All right, I have not kept it. You can write; one word is enough.
    .quiet = ✔️ All right, not kept.
note-voice-kept = 🎙 What you recorded is kept now.
    .quiet = ✔️ Kept now.
note-voice-lost =
    Sorry, I could not get what you recorded, so it is not kept.

    You can write it.

    Would you rather talk? See “Ask for a call” in “❔ Help”.
    .quiet = The last one could not be kept. You can write it.
