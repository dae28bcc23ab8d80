### The report, in the order in which it is asked. `ask-…` is a screen, `pick-…` a button.
### `.quiet` is the version for someone whose screen may be seen: short and neutral.

ask-start = { "" }
ask-away = { "" }

ask-welcome = Do you want to go on from before?
    .quiet = Go on from before?
welcome-new = Do you want to begin?
pick-welcome-new = 🌱 Start anew

ask-language = Choose a language · pilih bahasa · pilih basa:
    .quiet = Language · bahasa · basa:
pick-language-id = Indonesia
pick-language-jv = Jawa
pick-language-en = English

## Help: from any screen, and back again

ask-guide =
    If there is danger, call first: { $numbers }.

    Here people can report violence to { $office }. It is free, and nobody asks for your name.

    Would you like to talk to a person? Tap “Ask for a call”.
    .quiet =
    Useful numbers: { $numbers }.

    Would you like to talk to a person? Tap below.
pick-guide-call = 📞 Ask for a call
ask-call =
    { $some ->
        [yes] Talk to a person: { $people }.
       *[no] The staff can call you.
    }

    Please know: on the phone or WhatsApp you are not anonymous.

    The staff then know your number and hear your voice. Your phone keeps a trace.

    Do you want a call? Write your number and a safe time here.

    { $sent ->
        [yes] The staff will read it.
       *[no] The staff can only read it once you send the report.
    }
    .quiet =
    { $some ->
        [yes] { $people }.
       *[no] { "" }
    }

    Not anonymous: the staff know the number and hear the voice. If needed, write a number and a time.

## Where, only if several offices listen here

ask-office =
    This is a place to report violence against children and women. It is free, and no name is needed.

    If you are in danger now, call first: { $numbers }. Or tap 🆘 Danger.

    In which regency did it happen? If it is somewhere else, choose the nearest one.
    .quiet =
    Useful numbers: { $numbers }.

    Which regency?

## Safety

ask-safety =
    This is a place to report violence against children and women to { $office }. It is free, and no name is needed.

    If you are in danger now, call first: { $numbers }.

    Are you safe right now?
    .quiet =
    Useful numbers: { $numbers }.

    Safe right now?
pick-safety-yes = 🙂 Safe
pick-safety-no = 🆘 Not safe
pick-safety-unsure = 🤔 Not sure

numbers-again = If it gets dangerous, call: { $numbers }.
    .quiet = { $numbers }.

## Words that sound like danger

heard-numbers = I am a machine, so I ask to be sure. If you are in danger now, call: { $numbers }, or tap “🆘 Danger”.
    .quiet = { $numbers }.
heard-gently = I am a machine, so I ask to be sure.
    .quiet = Let me ask first.
heard-care =
    Thank you for writing that. There is someone to talk to right now: { $care }.

    If it is urgent: { $numbers }.
    .quiet = { $care } · { $numbers }.
ask-heard = { $code ->
    [D01] Is someone hurting you or another person right now?
    [D02] Does someone threaten to kill?
    [D03] Is there a weapon, or a thing used like a weapon?
    [D04] Was someone choked or smothered not long ago?
    [D05] Was someone badly hurt, or did someone pass out?
    [D06] Did it happen in the last three days?
    [D07] { $whose ->
        [self] Do you want to kill yourself now, or do you know how you would?
       *[other] Does your friend or relative want to die now, or know how? If you can, stay with them and ask an adult to come.
        [unknown] Does someone want to kill themselves now, or know how they would?
    }
    [D08] Is someone locked up, tied up or taken away right now?
    [D09] Will someone be taken away in the next three days, or are they held now?
    [D10] Does someone use photos or videos as pressure, or want to meet? Today or tomorrow?
    [D11] Can the person who does the harm still get near the child?
    [D12] Is the wedding in the next three days?
    [D13] Is someone badly off because they get no food or medicine?
    [T06] { $whose ->
        [self] It is all right to ask: are you thinking of killing yourself?
       *[other] It is all right to ask: did your friend or relative ever say or seem to want to die?
        [unknown] It is all right to ask: is someone thinking of killing themselves?
    }
   *[D14] Is there danger right now?
}
    .quiet = { $code ->
        [D02] A big threat?
        [D03] With a tool?
        [D04] About the neck or breath, lately?
        [D05] Very bad?
        [D06] In the last three days?
        [D07] May I ask gently: is there a wish now not to live, or a way in mind?
        [D08] Not free to go?
        [D09] About to be taken away?
        [D10] Today or tomorrow?
        [D11] Still able to get near?
        [D12] In the next three days?
        [D13] No food or medicine?
        [T06] May I ask gently: is there a thought of suicide?
       *[D14] Is that now?
    }
heard-several = Tap “Yes” if one of these is true.
    .quiet = “Yes” if one of these is true.
pick-heard-yes = ✔️ Yes
pick-heard-no = ✖️ No, not like that

ask-distress-where = { $whose ->
    [other]
        If it is safe, stay with them or take them to where people are. Call: { $numbers }.

        Two more taps send a danger signal to the staff.

        Where is the one in danger? Tap the kecamatan (district), or write the village or a place near it.

        You can skip this.
   *[self]
        If you can, go to where there are people. Call: { $numbers }.

        Two more taps send a danger signal to the staff.

        Where are you? Tap the kecamatan (district), or write the village or a place near it.

        You can skip this.
}
    .quiet =
    { $numbers }.

    Two more taps, and the staff are told.

    { $whose ->
        [other] Where are they?
       *[self] Where?
    } You can skip this.
ask-distress-contact =
    One more tap, and it is sent. May the staff write to you in this chat?

    If you would rather be called, write a number that person will not answer. The staff will see it.
    .quiet = One more tap: may we write here? Or write the number.
pick-distress-write = ✅ Yes, write here
pick-distress-silent = 🔕 No, only send the signal
ask-distress-sent =
    ✔️ The danger signal has gone to the staff.

    Do not wait for us if there is still danger. Call: { $numbers }.

    { $whose ->
        [other] If it is safe, stay with them or take them to where people are.
       *[self] If you can, go to where there are people.
    }
    .quiet =
    ✔️ Sent.

    { $numbers }.
ask-distress-sent-sealed =
    { $holder ->
        [head] ✔️ The danger signal is kept and locked. Only the head of the office can open it.
        [keyholder] ✔️ The danger signal is kept and locked. Only the key holder outside the office can open it; the staff cannot.
       *[supervisor] ✔️ The danger signal is kept and locked. Only the supervisor can open it.
    }

    Do not wait for us if there is still danger. Call: { $numbers }.

    { $whose ->
        [other] If it is safe, stay with them or take them to where people are.
       *[self] If you can, go to where there are people.
    }
    .quiet =
    ✔️ Sent, locked.

    { $numbers }.

## Privacy and limits

ask-privacy = Can you type now without anybody seeing?
    .quiet = Can you type unseen?
pick-privacy-yes = 👍 Yes
pick-privacy-no = 👀 No

ask-limits =
    Before we begin, you should know this:

    • Who reads it: the staff of { $office }. All their help is free.
    • Nobody asks for your name, number or ID. The staff do not see this Telegram account.
    • Telegram still keeps this chat, and whoever holds this phone can read it.
    • Danger to life, or sexual violence: the staff must act, maybe with the police.
    • You can skip any question. Write “{ $exit }” at any time to stop: I delete the last 48 hours here.
    • I cannot delete older messages, screenshots, alerts, other phones, and this chat in your list.

    If you stop while in danger, may the staff read the answers so far? If they may, each answer is kept.
    .quiet =
    Read by the staff, without a name. Telegram still keeps this chat.

    If a life is at risk, the staff must act. Write “{ $exit }” to stop: I delete the last 48 hours.

    Screenshots, alerts, other phones, and this chat in the list stay.

    If you stop and it is grave, may the staff read the answers so far? If they may, each answer is kept.
pick-saving-go = 💾 Yes, they may
pick-saving-send = 📨 Only when I send

limits-police =
    One more thing: if this is sexual violence, the staff must tell the police. They have three days (3×24 hours).

    You have the right to have someone by your side. From this chat they only pass on what you { $voice ->
        [yes] write or say
       *[no] write
    }.
    .quiet = Some things must be passed on to the authorities in 3×24 hours. You have the right to have someone by your side.

## Who

ask-who = Who did this happen to, and who is telling it?
    .quiet = Who?
pick-who-self = 🙋 It happened to me
    .quiet = Me
pick-who-family = 👪 I am family
    .quiet = Family
pick-who-facilitator = 🤝 I am a Forum Anak facilitator
    .quiet = Forum Anak
pick-who-witness = 👁 I am a neighbour, teacher or witness
    .quiet = Someone else
pick-who-other = 💬 Other

ask-age = About how old is the person it happened to?
    .quiet = Their age?
ask-age-self = About how old are you? You can report by yourself, even under 18.
    .quiet = Age?
pick-age-u5 = 0–4 years
pick-age-5_11 = 5–11 years
pick-age-12_14 = 12–14 years
pick-age-15_17 = 15–17 years
pick-age-18_24 = 18–24 years
pick-age-25_59 = 25–59 years
pick-age-60 = 60 and over

ask-insider = Does someone work at { $office } who must not read this? For example the person doing harm, or a relative of theirs.
    .quiet = Someone at the office who must not read?
pick-insider-none = 👌 No
pick-insider-some = 🔒 Yes
pick-insider-unknown = 🤷 I do not know

## Own words

ask-words =
    Tell it as well as you can, in your own words. One word is enough, and you can send several messages.

    { $whose ->
        [self] This is not your fault.
       *[other] What happened is not the fault of the one it happened to.
    }
    .quiet = Write what you can. One word is enough.
pick-words-hard = 😶 It is hard to say

## What happened

ask-acts = What happened? You can choose several, then tap “Done choosing”.
    .quiet = Which ones? You can choose several.
pick-act-hit = ✊ Hit or hurt
pick-act-touched = 🚫 Touched or forced
pick-act-image = 📱 About photos, video or phone
pick-act-married = 💍 About to be married off
pick-act-neglected = 🍚 Not cared for
pick-act-confined = 🚪 Locked up or taken away
pick-act-threatened = ⚠️ Threatened
pick-act-again = 🔁 It happens again and again
pick-act-other = 💬 Other

ask-wedding = When is the wedding planned?
    .quiet = When is it planned?
pick-wedding-3d = ⏰ Within 3 days
pick-wedding-30d = 📅 Within a month
pick-wedding-later = 🗓 Later than that
pick-wedding-done = ✔️ It has happened
pick-wedding-unsure = 🤷 I do not know

ask-image = Is there a deadline, a call to meet, or a threat?
    .quiet = A deadline or a threat?
pick-image-now = ⏰ Yes, today or tomorrow
pick-image-later = 📅 Yes, in some days
pick-image-threat = ⚠️ A threat, but no set time
pick-image-spread = 📤 It was already shared
pick-image-none = 👌 No

ask-held = Who is holding or taking them?
    .quiet = By whom?
pick-held-home = 🏠 Family or partner
pick-held-job = 🧳 Someone who gives work
pick-held-leaving = 🚌 To be taken away within 3 days
pick-held-promised = 💼 Just offered work far away
pick-held-stranger = ❔ Someone else
pick-held-free = 🕊 Free again now

ask-often = How often?
    .quiet = Often?
pick-often-many = 🔁 3 times or more this month
pick-often-worse = 📈 It is getting worse
pick-often-some = 🕰 Now and then

ask-other = Which one comes closest?
    .quiet = Which one?
pick-other-bullied = 😢 Bullied or teased
pick-other-saw = 🧒 A child saw violence
pick-other-work = 🧹 Made to work or used
pick-other-talk = 🫂 I need someone to talk to
pick-other-ask = ❓ I have a question
pick-other-prevent = 🛡 So that it does not happen

## When and where

ask-when = When did it last happen?
    .quiet = When last?
pick-when-now = 🔴 It is happening now
pick-when-72h = 📅 In the last 3 days
pick-when-5d = 📅 In the last 5 days
pick-when-7d = 📅 In the last week
pick-when-30d = 🗓 In the last month
pick-when-1y = 🗓 In the last year
pick-when-older = 🕰 More than a year ago
pick-when-unsure = 🤷 Not sure

ask-where = In which kecamatan (district)? Tap it, or write its name.
    .quiet = Where?
pick-area-elsewhere = 🗺 Outside this area

## Ready, look and change

ask-ready = Ready to be sent to the staff. You can still add more after that.
    .quiet = Ready to send.
pick-ready-change = ✏️ Look and change

ask-review = Tap what you want to change.
    .quiet = Change which one?
review-line = • { $step }: { $options }
review-given = • { $step }: filled in
review-open = • { $step }: –
pick-change-who = Who
pick-change-age = Age
pick-change-insider = Who must not read
pick-change-words = Your words
pick-change-acts = What happened
pick-change-when = When
pick-change-where = Place

passed-on = { $seen ->
    [yes]
        You had stopped. What was kept has gone to the officer, as said at the start.

        Just go on.
   *[no]
        You had stopped, and your answers may mean danger. What was kept has gone to the officer.

        Just go on: it all joins the same report.
}
    .quiet = You had stopped, so what was kept has been passed on. Just go on.
passed-on-sealed =
    You had stopped. What was kept has been passed on, locked.

    { $holder ->
        [head] Only the head of the office can open it. Just go on.
        [keyholder] Only the key holder outside the office can open it; the staff cannot. Just go on.
       *[supervisor] Only the supervisor can open it. Just go on.
    }
    .quiet = You had stopped. What was kept has been passed on, locked.
