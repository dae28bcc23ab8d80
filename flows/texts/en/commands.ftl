### What only a command leads to: /privacy and /settings.

ask-policy =
    This is how it is:

    • Who reads: only the officers of { $office } who are on this work. I am a machine.
    • They do not see a name, a number, or this Telegram account.
    • Telegram knows the account and keeps this chat. Whoever holds this phone can read it.
    • What was sent is kept locked at the office.
    • The way to write back here is erased { $after } days after the end, { $most } days at most.
    • Sooner? Write /hapus: that way is erased at once.
    • If a life is at risk, or the law says so, officers must act. Then the police may be involved.
    .quiet =
        Who reads: only officers of { $office }. Telegram and whoever holds this phone can see this chat.

        The way to write back is erased after { $most } days at most.
ask-settings = What would you like to set? You can change it again at any time.
    .quiet = What to set?
pick-settings-seen = 👀 Others may see the screen
    .quiet = 👀 May be seen
pick-settings-unseen = 👍 Nobody sees the screen
    .quiet = 👍 Not seen
pick-settings-contact = 💬 May we write here?
    .quiet = 💬 May we write?
pick-settings-no_contact = 🔕 Do not write here
    .quiet = 🔕 Do not
note-settings-seen = ✔️ Good. From now on texts are short, and what you type is removed from here.
    .quiet = ✔️ Good.
note-settings-unseen = ✔️ Good. Back to the usual way.
note-settings-silent = ✔️ Good. Nothing will appear in this chat by itself.
    .quiet = ✔️ Good.
