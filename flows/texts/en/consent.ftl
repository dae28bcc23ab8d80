### The desk asks leave for one step. Whatever they answer, help goes on: say so.

permit-step = { $step ->
    [legal] someone with you at the police
    [medical] a doctor and a medical report
    [shelter] a safe place to stay for a while
    [psych] meeting a psychologist
    [rehab] recovery
    [reintegration] help with going home through Sentra
    [transfer] your report being handled by that office
   *[other] the next step
}
ask-permit = { $step ->
    [transfer]
        The staff ask you: this report belongs with { $to }.

        May all that you told be moved there (your yes holds until { $until })? After that the staff of { $to } read and answer in this chat.

        If somebody there must not read it, answer “{ pick-permit-no }”, then write it here.

        If not, help goes on. You can take your yes back until the report is moved.
   *[other]
        The staff ask if you agree to: { permit-step }.

        May they give only what is needed to { $to }, until { $until }? A name only if you gave it.

        If not, other help goes on. You can take it back at any time.
}
    .quiet = { $step ->
        [transfer] May all that was written move to { $to } (your yes holds until { $until })? You can also say no, for instance if somebody there must not read it.
       *[other] May they give only what is needed to { $to }, until { $until }? You can also say no.
    }
pick-permit-yes = ✅ Yes, you may
pick-permit-no = 🚫 No
pick-permit-later = ⏳ Later
note-permit-yes = Thank you, we have noted your yes. You can take it back at any time: “{ control-next }”, then “{ pick-hub-permits }”.
note-permit-moves = Thank you, we have noted your yes. Until the report is moved you can take it back: “{ control-next }”, then “{ pick-hub-permits }”.
note-permit-no = All right, it is not passed on. Other help goes on.
note-permit-later = That is fine. You can open the question again later.

pick-hub-permits = ↩️ Take back my yes
ask-permits =
    You have said yes: { $to }, for { permit-step }, until { $until }.

    Do you want to take it back? You need no reason.
    .quiet = { $to }, until { $until }. Take it back?
pick-permits-back = ↩️ Take this back
pick-permits-keep = ✋ Keep my yes
note-permit-withdrawn = It is taken back. From now on nothing more is passed on to them.
note-permits-none = No yes of yours still holds.

letter-moved = Your report is now with { $office }: the staff there read and answer. You go on writing in this chat.

progress = { $state ->
    [assessed] About your report: the staff have looked at it and will choose what helps.
    [helping] About your report: the staff are getting help ready, or have begun.
    [handed] About your report: it was passed on to the office in charge.
   *[ended] About your report: it is closed. Writing here opens it again.
}
    .quiet = { progress-short }
progress-short = { $state ->
    [assessed] It is being planned.
    [helping] It is under way.
    [handed] It is passed on.
   *[ended] It is done.
}
