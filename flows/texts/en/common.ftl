### English, for helpers from outside. The texts follow; until then Indonesian stands in.

control-back = ⬅️ Back
control-skip = ⏭ Skip
control-exit = 🚪 Leave
control-next = ➡️ Next
control-resume = ▶️ Continue
note-language = English is not complete yet. Indonesian stands in where it is missing.
