### After the report was sent. Everything may be left out. Honest times, no word about how it will end.

ask-filed = ✔️ Your report is now on the desk of { $office }. Thank you for being brave enough to tell.
    .quiet = ✔️ Sent.
ask-filed-sealed =
    { $holder ->
        [head] ✔️ Your report is kept and locked. Only the head of the office can open it; the other staff cannot.
        [keyholder] ✔️ Your report is kept and locked. Only the key holder outside the office can open it; the staff cannot.
       *[supervisor] ✔️ Your report is kept and locked. Only the supervisor can open it; the other staff cannot.
    }

    Thank you for being brave enough to tell.
    .quiet = ✔️ Sent, locked.
promise-sealed = We cannot say when it will be read. If you cannot wait, call { $numbers }.
read-at = { $when ->
    [today] 👁 Read by the staff at { $time }.
   *[before] 👁 Read by the staff on { $date } at { $time }.
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
read-at-sealed = { $when ->
    [today] 👁 Read at { $time }, only by the one who may open it.
   *[before] 👁 Read on { $date } at { $time }, only by the one who may open it.
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
receipt =
    The code of this report: { $code }
    { $words ->
        [none] From another phone: write /cek, then that code.
       *[other]
        Or six words: { $words }
        From another phone: write /cek, then one of them.
    }
    Note it only if that is safe. Then tap “{ control-saved }”, so that it is not shown again.
    .quiet =
        { $code }
        { $words ->
            [none] For another phone: write /cek, then that code.
           *[other]
            { $words }
            For another phone: write /cek, then one of these.
        }
        Delete it if others use this phone.
reads-it = { $told ->
    [voice] listen to it
   *[words] read it
}
promise-minutes = { $minutes ->
    [15] The staff try to { reads-it } within 15 minutes.
    [60] The staff try to { reads-it } within 1 hour.
    [360] The staff try to { reads-it } within 6 working hours.
    [1440] The staff try to { reads-it } by the next working day.
   *[other] The staff try to { reads-it } within { $minutes } minutes.
}
promise-hour =
    Nobody is there to read right now. The next time is { weekday } at { $hour }.

    If you cannot wait, call an emergency number.
promise-closing =
    The office closes soon, so it may only be read on { weekday } at { $hour }.

    If you cannot wait, call an emergency number.
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
after-filed =
    After that the staff look at it and help step by step.

    Crimes are for the police to handle. We cannot say how it will end.

    So that the staff can no longer write here, write /hapus.
    .quiet = The staff will look at it and help.
after-filed-sealed =
    Once they have read it, they weigh it and look for a way to help.

    Crimes are for the police to handle. We cannot say how it will end.

    So that the staff can no longer write here, write /hapus.
    .quiet = It will be looked at.

## Wanting to die: asked alone, warmly, plainly

ask-life =
    { $whose ->
        [self] Thank you for coming this far. People who hurt for a long time sometimes feel they want to die.
       *[other] Thank you for being there for them. People who hurt for a long time sometimes feel they want to die.
    }

    { $whose ->
        [self] It is all right to ask: are you thinking of killing yourself?
       *[other] Did your friend or relative ever say or seem to want to die?
    }
    .quiet = { $whose ->
        [self] May I ask gently: is there a thought of suicide?
       *[other] May I ask gently: do they think of suicide?
    }
pick-life-no = ✖️ No
pick-life-yes = ✔️ Yes
pick-life-unsure = 🤔 Not sure
ask-life_now = { $whose ->
    [self]
        Thank you for telling me. You are not alone.

        Is it now, or do you know how you would?
   *[other]
        Thank you for telling me. Is it now, or do they know how they would?

        If you can, do not leave them alone. Ask an adult you trust to come.
}
    .quiet = { $whose ->
        [self] Thank you. Is it now, or do you know how?
       *[other] Thank you. Is it now, or do they know how?
    }
pick-life_now-yes = ✔️ Yes
pick-life_now-no = ✖️ No
# Who thinks of dying needs somebody near, before any number.
alone = { $whose ->
    [self] Do not stay alone; go to someone you trust.
   *[other] Do not leave them alone.
}
care =
    { alone }

    There is someone to talk to: { $care }. The staff have been told too.
    .quiet = { $care }.
care-sealed =
    { alone }

    There is someone to talk to: { $care }. What you said is kept and locked.

    { promise-sealed }
    .quiet = { $care }.

## Add something?

ask-hub =
    Would you like to add something? Choose any, in any order.

    You can also just write.
    .quiet = Add something?
pick-hub-danger = ⚠️ Signs of danger
    .quiet = ⚠️ How it is
pick-hub-access = 🚶 Can they get near?
pick-hub-relation = 🔗 Who that person is
pick-hub-signs = 🔎 About the partner
pick-hub-visit = 🏠 About a visit
pick-hub-meet = 📍 Where to meet
pick-hub-keep_from = 🤫 Who must not know
pick-hub-adult = 🧑‍🤝‍🧑 Someone who protects?
    .quiet = 🧑‍🤝‍🧑 An adult?
pick-hub-others = 👥 Others harmed?
    .quiet = 👥 Anyone else?
pick-hub-help = 🤲 What help
pick-hub-contact = 💬 May we write?
pick-hub-village = 🗺 Name of the village
pick-hub-sex = 🚻 Male or female
pick-hub-needs = ♿ Special help
pick-hub-life = 🫂 About feelings

ask-danger = Which of these ever happened? You can choose several, then “Done choosing”.
    .quiet = Which ones? You can choose several.
pick-danger-hurt = 🩹 Hurt or ill, needs a doctor
pick-danger-severe = 🚑 Badly hurt or passed out
pick-danger-strangled = ✋ Choked or smothered
    .quiet = ✋ Neck or breath
pick-danger-weapon = 🔪 With a weapon
    .quiet = 🔪 With a tool
pick-danger-kill = ⚠️ Threatened with death
    .quiet = ⚠️ Grave words said
pick-danger-pregnant = 🤰 Pregnant
pick-danger-starving = 🍽 No food or medicine
pick-danger-pressed = 🤐 Pressed not to report
    .quiet = 🤐 Told to keep quiet

ask-access = Does that person live in the same house, or can they come at any time?
    .quiet = Same house, or able to come?
pick-access-lives = 🏠 Lives in the same house
pick-access-reach = 🚶 Can come at any time
pick-access-no = 👌 No

ask-relation = { $whose ->
    [self] Who is that person to you? No name needed.
   *[other] Who is that person to the one harmed? We need no name.
}
    .quiet = Who are they?
pick-relation-parent = 👪 Parent
pick-relation-step = 👪 Step-parent
pick-relation-partner = 💑 Husband, wife or ex
pick-relation-relative = 🧑‍🤝‍🧑 Relative
pick-relation-neighbour = 🏘 Neighbour
pick-relation-friend = 👥 Boyfriend, girlfriend or friend
pick-relation-teacher = 🏫 Teacher or coach
pick-relation-cleric = 🙏 Religious leader
pick-relation-official = 🏛 Official
pick-relation-boss = 💼 Boss or employer
pick-relation-online = 📱 Met online
pick-relation-stranger = ❔ A stranger

ask-signs = About that partner, what is true? You can choose several.
    .quiet = Which ones? You can choose several.
pick-signs-gun = 🗡 Has or easily gets a weapon
pick-signs-control = 🔒 Very jealous, rules everything
pick-signs-left = 💔 Was just left, or split up
pick-signs-jobless = 🕰 Out of work
pick-signs-threat_self = 🗣 Has threatened suicide
pick-signs-not_his = 🧒 There is a child not theirs
pick-signs-stalks = 👣 Follows, or sends threats

ask-visit = Is it safe if the staff come to the house?
    .quiet = Safe to visit?
pick-visit-safe = 👌 Safe
pick-visit-danger = ⛔ Do not come to the house

ask-meet = If we need to meet, where is the safest place? You can also write it.
    .quiet = Where is it safe?
pick-meet-home = 🏠 At home
pick-meet-school = 🏫 At school
pick-meet-clinic = 🏥 At the clinic
pick-meet-office = 🏢 At the office
pick-meet-tell = ✍️ I will write it

ask-keep_from = Who must not know? You can choose several.
    .quiet = Who must not be told?
pick-keep-family = 👪 Family
pick-keep-village = 🏘 Village officials
pick-keep-school = 🏫 School
pick-keep-cadre = 👩‍⚕️ Health helper
pick-keep-police = 👮 Police

ask-adult = Is there an adult who can be trusted and who protects?
    .quiet = Someone to trust?
pick-adult-some = 👍 Yes
pick-adult-none = 😔 No

ask-others = Does this happen to anyone else too?
    .quiet = Others too?
pick-others-yes = 👥 Yes
pick-others-no = 🤷 No, or I do not know

ask-help = What help is needed most? All of it is free.
    .quiet = What is needed? It is free.
pick-help-talk = 🫂 Someone to talk to
pick-help-doctor = 🩺 Doctor and medical report
pick-help-shelter = 🏡 A safe place
pick-help-legal = ⚖️ Help with the law
pick-help-escort = 🤝 Someone to come along
pick-help-school = 🎒 School matters
pick-help-recovery = 🌱 Recovery
pick-help-living = 🧺 Daily needs

ask-contact = May the staff write again in this chat? All that appears is “There is news.” Whoever holds this phone can open it.
    .quiet = May we write here?
pick-contact-anytime = ✅ Yes, at any time
pick-contact-morning = 🌅 Morning, 07–11
pick-contact-afternoon = ☀️ Midday, 11–16
pick-contact-evening = 🌇 Late afternoon, 16–20
pick-contact-no = 🔕 No

ask-village = In which village, in Kecamatan { $kecamatan }? Tap it, or write its name.
    .quiet = Where, in { $kecamatan }?

ask-sex = Female or male?
    .quiet = Choose one:
pick-sex-female = 👩 Female
pick-sex-male = 👨 Male

ask-needs = Is help needed to see, hear, speak, walk or understand?
    .quiet = Help with which of these?
pick-needs-see = 👁 To see
pick-needs-hear = 👂 To hear
pick-needs-speak = 🗣 To speak
pick-needs-walk = 🦽 To walk
pick-needs-understand = 💡 To understand

## An officer wrote

ask-news = Is it safe to read now?
    .quiet = Can you read now?
pick-news-safe = 👍 Yes, it is safe
    .quiet = 👍 I can
pick-news-later = ⏳ Later
ask-letter = From the staff:
    .quiet = Here is the news:
letter-done = Would you like to add something? Just write here.
    .quiet = Add something?
care-still = 🫂 To talk: { $care }.
    .quiet = { $care }.
pick-hub-advice = 💡 More advice

## /hapus: what is held about this chat, and away with it

ask-erase = { $held ->
    [sent]
        This is kept about this chat:

        • your answers and words

        • the way to write back to this chat

        • the report code

        • a phone number, if one was given

        • news from the staff

        If you erase it, all of it is gone now and cannot come back. The staff can no longer write here, and the code no longer works.

        A report that has reached the office stays there: by law the office must still handle it.
    [draft]
        This is kept: your answers and words. Nothing was sent to the staff yet.

        If you erase it, all of it is gone now and cannot come back.
    [visited]
        This is kept about the report that is open here:

        • the way to write back to the chat of before

        • both codes and the safe word

        • news from the staff

        If you erase it, all of it is gone now and cannot come back. The last 48 hours in the chat of before go too.

        A report that has reached the office stays there: by law the office must still handle it.
   *[unsaid]
        If anything is kept about this chat, all of it can be erased now: answers, the way back, the code, and news.

        A report that ever reached the office stays there: by law the office must still handle it.
}
    .quiet = { $held ->
        [visited] Erase every way back from what is open here? What has reached the office stays there.
       *[other] Erase all that is kept about this chat? What has reached the office stays there.
    }
pick-erase-yes = 🗑 Yes, erase it all
pick-erase-no = ↩️ No, go back
note-erase-by-button = Not erased yet. Tap “{ pick-erase-yes }”, or “{ pick-erase-no }”.
note-not-erased = Nothing has been erased yet.
ask-erased =
    ✔️ It is erased, and nothing more will appear in this chat.

    I also delete the last 48 hours here. You can delete older messages yourself, in the menu of the chat.

    If you ever need it, start again at any time.
    .quiet = ✔️ Done. You can delete what is older than 48 hours yourself, in the menu of the chat.
