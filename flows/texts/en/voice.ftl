### A voice note, for those who do not write; only where the office switched it on.

limits-voice = 🎙 Is writing hard? You can use your voice, once, up to 2 minutes.
words-voice = 🎙 Is writing hard? You can use your voice, once, up to 2 minutes.

ask-voice =
    I have not kept what you recorded. Please know this first:

    • People who know you may know your voice.
    • { $hears ->
        [staff] At the office only the staff will hear it
        [head] At the office only the head will hear it, not the other staff
        [keyholder] Only the key holder outside the office will hear it, not the staff
       *[supervisor] At the office only the supervisor will hear it, not the other staff
    }. If the law says so, the police may hear it too.
    • This machine does not listen.
    • Telegram keeps it too, and I cannot delete all of that.

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
note-voice-slowly = So much came at once that I have not kept what you recorded. You can send it again in a moment.
    .quiet = I have not kept the last one. You can send it again in a moment.
note-voice-fetching = All right, I am getting it now. You can go on.
    .quiet = ✔️ All right, getting it.
note-voice-no = All right, I have not kept it. You can write; one word is enough.
    .quiet = ✔️ All right, not kept.
note-voice-kept = { $sent ->
    [no] 🎙 What you recorded is kept, but not sent yet. When you are ready, tap “Send now”.
   *[yes] 🎙 What you recorded is kept now.
}
    .quiet = { $sent ->
        [no] ✔️ Kept, not sent yet: tap “Send now”.
       *[yes] ✔️ Kept now.
    }
note-voice-lost =
    Sorry, I could not get what you recorded, so it is not kept.

    You can write it.

    Would you rather talk? See “Ask for a call” in “❔ Help”.
    .quiet = The last one could not be kept. You can write it.
