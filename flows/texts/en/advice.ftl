advice-assault =
    { $whose ->
        [self] 🩺 See a doctor first; all else can follow. The sooner the better.
       *[other] 🩺 Take them to a doctor first; all else can follow. The sooner the better.
    }

    { $medicine ->
        [both] Ask for medicine against HIV (before 72 hours) and pregnancy (before 120 hours).
        [hiv] Ask for medicine against HIV (before 72 hours).
        [pregnancy] Ask for medicine against pregnancy (before 120 hours).
       *[none] The doctor will go slowly.
    }

    You need not wait for the staff first. The hospital may send a bill; the staff help with papers and costs.

    Keep the clothes worn then, and do not wash them.
    .quiet =
    If you can, see a doctor first; the sooner the better.

    The staff help with papers and costs.

advice-strangled =
    { $whose ->
        [self] 🩺 After a hand on the throat or mouth, see a doctor even without a mark.
       *[other] 🩺 After a hand on the throat, they need a doctor even without a mark.
    }

    It can show later. If it gets worse, call: { $numbers }.
    .quiet = See a doctor even without a mark. If it gets worse: { $numbers }.

advice-image =
    { $whose ->
        [self] This is not your fault. Do not pay, and do not give more photos.
       *[other] Tell them: this is not their fault. Do not pay, and do not give more photos.
    }

    Do not go if someone wants to meet.

    Do not delete the chat with that person. Keep the threats and the account name, not the picture.
    { $removal ->
        [yes]

            Take It Down (takeitdown.ncmec.org) helps to remove it without the picture itself.
       *[no] { "" }
    }
    .quiet =
    Do not send anything more. Do not go.

    Do not delete the chat.

advice-marriage =
    💍 By law nobody marries before 19. Only a court can allow it.

    To force a marriage is a crime. If the day comes closer, write it here.
    .quiet = If the day comes closer, write it here.

advice-child =
    🧒 Does the child know that you tell us? Is it safe if we write to them?

    Just write it here.
    .quiet = Do they know? Is it safe to write to them?
