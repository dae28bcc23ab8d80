### Back from another phone, and the words that make it safe.

ask-check =
    Write the code here: 16 digits, or six words. Capitals and hyphens do not matter.
    What you write leaves this chat at once.
    .quiet = Write the code: 16 digits, or six words.
ask-word = Write the safe word here. What you write leaves this chat at once.
    .quiet = Write the word.
ask-empty = It is open. There is no news yet, and nothing to fill in.
    .quiet = No news yet.
note-code-unknown = I do not know that code yet. Look again slowly, then write it once more.
    .quiet = Not known yet. Once more.
note-word-unknown = That word does not fit yet. Think back slowly, then write it once more.
    .quiet = Not yet. Once more.
note-rests = It was tried a few times already. Rest a little, you can try again later.
    .quiet = Try again later.
note-visit = ✔️ Open here until you leave. Nothing will be written to this chat, unless you choose “💬”.
    .quiet = ✔️ Open until you leave.
note-visit-over = What was open here is closed now. To open it again: /cek
    .quiet = It is closed now.
note-moved = ✔️ All right. From now on news appears in this chat, no longer in the one before.
    .quiet = ✔️ All right, here.
note-unsent-first =
    Something told in this chat was not sent yet, so news cannot move here.
    Leave first, send or erase it, then open this again.
    .quiet = Not yet: something in this chat was not sent.
note-moved-alone = ✔️ All right. From now on news appears in this chat. What was not sent from this chat does not go on.
    .quiet = ✔️ All right, here. What was not sent does not go on.
ask-safe_word =
    If you use another phone one day, the code alone is not enough. Write one word that only you can remember easily.
    It leaves this chat at once. If you chose one before, that one stays.
    .quiet = Write one word for later. If there is one, that one stays.
ask-duress_word =
    ✔️ The safe word is kept. You may add another word, for when somebody forces you to open this.
    It opens an empty page, and the staff are told.
    .quiet = ✔️ Kept. Another word may be added, for when you are forced.
note-word-kept = ✔️ The safe word is kept. Just remember it, do not write it down.
    .quiet = ✔️ Kept.
note-words-kept = ✔️ Both words are kept. Just remember them, do not write them down.
    .quiet = ✔️ Kept.
note-word-short = Choose a word that is a little longer please, 4 letters at least.
    .quiet = A little longer please, 4 letters.
note-word-long =
    That is too long for a safe word, so I did not keep it. Choose a short one please, 40 letters at most.
    To tell more, press Skip first.
    .quiet = Shorter please, 40 letters at most. It was not kept.
note-word-same = Choose another word than the safe word please.
    .quiet = Another one please.
ask-status =
    { $status ->
        [received] This code is known: received.
        [working] This code is known: being worked on.
       *[ended] This code is known: finished.
    }
    The rest opens with the safe word. If none was chosen, it can only be read in the chat of before.
    .quiet = { $status ->
        [received] It stands at: received.
        [working] It stands at: being worked on.
       *[ended] It stands at: finished.
    }
pick-status-word = 🔑 Write the safe word
pick-hub-safe_word = 🔑 Safe word
note-erase-word = To erase from here, open it with the safe word first.
    .quiet = The safe word first, please.
note-erased-visited = ✔️ It is erased. The code and the safe word no longer work.
    .quiet = ✔️ Done.
