### English, for people from outside. Plain and warm, short words. Readers: a frightened person, maybe a child, maybe on a
### shared phone. "You" is everybody.

kamu = you
Kamu = You
plain = { $words }

## The first line of every screen: neutral, at least 60 characters

head-hello = Hello. A machine answers here, not a person. Take all the time you need.
head-step = Step { $n } of { $of } · tap one answer, or just write in your own words here.
head-calm = There is no hurry. Tap one answer, or just write in your own words here.
head-now = Please read what is below. Tap one answer, or just write in your own words.
head-away = { "" }

## Ways out

control-back = ⬅️ Back
control-skip = ⏭ Skip
control-exit = 🚪 Leave
control-done = ✅ Done choosing
control-next = ➡️ Next
control-submit = 📨 Send now
control-distress = 🆘 Danger
control-language = 🌐 Indonesia / Basa Jawa
control-saved = 💾 I have saved it
control-open_news = ✉️ Open the news
control-more_page = 🔽 Other places
control-resume = ▶️ Continue
control-clean = 🧹 Clean the chat
control-help = ❔ Help

## Short notes above the question

note-kept = ✔️ I have written it down. You can write more at any time.
    .quiet = ✔️ Noted.
note-read = ✔️ I have read it. I have not sent it to anyone yet.
    .quiet = ✔️ I have read it.
note-old = I can still delete old messages in this chat, but not for long.
    .quiet = I can still delete old messages.
note-cleaned = 🧹 Cleaned. Older than 48 hours: you can delete it yourself, in the chat menu.
    .quiet = 🧹 Cleaned. Older than 48 hours: you can delete it yourself.
note-forgot = What you wrote before was not kept. You can write it again; a little is enough.
note-heard-life =
    Thank you for telling me. You are not alone.

    There is someone to talk to right now: { $care }.
    .quiet = Thank you for telling me. { $care }.
note-heard-yes = Thank you for telling me. You can tap “🆘 Danger” at any time.
    .quiet = ✔️ Noted.
note-heard-danger = Thank you for telling me. If it gets dangerous, call: { $numbers }, or tap “🆘 Danger”.
    .quiet = { $numbers }.
note-heard-no = All right, thank you for putting that straight. What you wrote stays.
    .quiet = ✔️ All right.
note-number = ☎️ The number is noted. Only those who handle this see it, and it is erased when the case ends.
    .quiet = ☎️ Noted.
note-place-kept = I have written it down. If you see the place below, tap its name.
    .quiet = ✔️ Noted. Tap one below.
note-elsewhere = All right. The staff here will pass it on to the office there.
    .quiet = ✔️ All right.
note-elsewhere-sealed = All right, I have noted it: outside this area. The report stays locked.
    .quiet = ✔️ All right.
note-media =
    We do not take photos, videos or files. I have deleted it here without opening it.

    If it matters, keep it somewhere safe. Do not pass it on to anyone.
    .quiet = Writing is enough here. I have deleted the last one.
note-voice = I cannot listen to voices yet, so I have deleted it here. You can write; one word is enough.
    .quiet = Writing is enough here. I have deleted the last one.
note-thing = I can only read words and buttons. I have deleted the last one here.
    .quiet = Writing is enough here. I have deleted the last one.
note-code =
    Long numbers, like a report code or an ID number, are not kept here. So I have deleted it, to be safe.
    To check a code, write /cek.
    .quiet = That number is not kept, it is deleted.
note-code-news = News appears by itself in this chat.
    .quiet = News appears by itself.
note-sealed =
    { $holder ->
        [head] 🔒 All right. From now on only the head of the office can open it.
        [keyholder] 🔒 All right. From now on only the key holder outside the office can open it; the staff cannot.
       *[supervisor] 🔒 All right. From now on only the supervisor can open it.
    }

    If that is the very person, contact SAPA 129.
    .quiet = 🔒 All right, it is locked.
note-police =
    Noted. If the law demands it, the office must still tell the police.

    If we can, we tell you first.
    .quiet = Noted. If the law demands it, it is passed on. If we can, we tell you first.
note-no-news = There is nothing new yet.
    .quiet = Nothing yet.
note-answered = ✔️ We have passed it on to the staff.
    .quiet = ✔️ Noted.
note-answered-sealed = { $holder ->
    [head] ✔️ Kept and locked. Only the head of the office can open it.
    [keyholder] ✔️ Kept and locked. Only the key holder outside the office can open it; the staff cannot.
   *[supervisor] ✔️ Kept and locked. Only the supervisor can open it.
}
    .quiet = ✔️ Noted.
toast-taken = ✔️ We have it. The buttons have changed.
toast-stale = That button is from before. Please use the ones at the bottom.
outage =
    Sorry, this machine is stuck and will try again by itself. What you just sent will be read once it works.

    If you cannot wait, call { $numbers }.
sorry =
    Sorry, the last thing was not kept: this machine has a problem. Please try once more.

    If you cannot wait, call { $numbers }.

## A telling pushed to someone who agreed to be written to: this and nothing else

news-push = There is news.
note-slowly = Slowly, please. I read all you write; we go on in a moment.
    .quiet = One moment. I read all you write.
note-later =
    Many reports came from this chat today. This one is not sent yet; tap Send again from { $time }.

    If there is danger, tap “🆘 Danger” now.
    .quiet =
    Not sent yet. Tap again from { $time }.

    If it is grave, tap “🆘 Danger”.
