### Words used in every conversation. Readers: a frightened person, maybe a child, maybe on a shared phone.
### kamu = someone under 18 or not known yet; Anda = an adult. Write { kamu } and it becomes the right one.

kamu = { $register ->
    [anak] kamu
   *[dewasa] Anda
}
Kamu = { $register ->
    [anak] Kamu
   *[dewasa] Anda
}

# Used where the words come from the office file, a place's name, or an officer.
plain = { $words }

## The first line of every screen: neutral, at least 60 characters. It is all that a notification or the chat list shows.

head-hello = Halo. Yang menjawab di sini mesin, bukan orang. Baca pelan-pelan saja ya.
head-step = Langkah { $n } dari { $of } · ketuk satu pilihan, atau tulis saja dengan bebas.
head-calm = Tidak usah buru-buru. Ketuk satu pilihan, atau tulis saja dengan bebas.
# Help is being called for: no word about taking one's time.
head-now = Baca yang di bawah ini. Ketuk satu pilihan, atau tulis saja dengan bebas.
# After leaving nothing but a harmless line stands in the chat.
head-away = { "" }

## Ways out, under every question

control-back = ⬅️ Kembali
control-skip = ⏭ Lewati
control-exit = 🚪 Keluar
control-done = ✅ Selesai memilih
control-next = ➡️ Lanjut
control-submit = 📨 Kirim sekarang
control-distress = 🆘 Bahaya
control-language = 🌐 Basa Jawa / English
control-saved = 💾 Sudah kusimpan
control-open_news = ✉️ Buka kabar
control-more_page = 🔽 Tempat lain
control-resume = ▶️ Lanjutkan
control-help = ❔ Bantuan
control-clean = 🧹 Bersihkan chat

## Short notes above the question

# Typed words are never wrong.
note-kept = ✔️ Sudah kucatat. Boleh menulis lagi kapan saja.
    .quiet = ✔️ Tercatat.
# Before it was said when answers are saved: nothing is kept yet, and nobody has it.
note-read = ✔️ Sudah kubaca. Belum kukirim ke petugas.
    .quiet = ✔️ Sudah kubaca.
# Who comes back after leaving, and nothing was to be saved. It tells nothing of what it was.
note-forgot = Yang tadi tidak disimpan. Boleh ditulis lagi, sedikit saja cukup.
# Somebody looks in after a day: what stands in the chat can soon not be deleted any more. Telling nothing of what it is.
note-old = Pesan lama di chat ini masih bisa kuhapus, tapi tidak lama lagi.
    .quiet = Pesan lama masih bisa kuhapus.
note-cleaned = 🧹 Sudah kubersihkan. Yang lebih lama dari 48 jam hanya bisa dihapus sendiri, lewat menu chat.
    .quiet = 🧹 Sudah bersih. Yang lebih lama dari 48 jam hanya bisa dihapus sendiri.
note-heard-life =
    Terima kasih sudah bilang. { Kamu } tidak sendirian.

    Ada yang bisa diajak bicara sekarang juga: { $care }.
    .quiet = Terima kasih sudah bilang. { $care }.
note-heard-yes = Terima kasih sudah bilang. “🆘 Bahaya” bisa diketuk kapan saja.
    .quiet = ✔️ Tercatat.
note-heard-danger = Terima kasih sudah bilang. Kalau jadi berbahaya, telepon: { $numbers }, atau ketuk “🆘 Bahaya”.
    .quiet = { $numbers }.
note-heard-no = Baik, terima kasih sudah meluruskan. Tulisan tadi tetap ada.
    .quiet = ✔️ Baik.
# A phone number given with a call for help. It makes them known: say who sees it, and for how long.
note-number = ☎️ Nomornya sudah kucatat. Hanya yang menangani yang melihatnya, dan dihapus kalau kasusnya selesai.
    .quiet = ☎️ Tercatat.
note-place-kept = Sudah kucatat. Kalau ada, ketuk nama tempatnya di bawah.
    .quiet = ✔️ Tercatat. Ketuk yang di bawah.
note-elsewhere = Baik. Petugas di sini akan meneruskan ke kantor di sana.
    .quiet = ✔️ Baik.
note-elsewhere-sealed = Baik, sudah kucatat: di luar daerah ini. Laporannya tetap terkunci.
    .quiet = ✔️ Baik.
# Someone sent a picture, film or document. We never look at it; it may be needed one day.
note-media =
    Foto, video, dan berkas tidak kami terima. Sudah kuhapus dari sini tanpa dibuka.

    Kalau itu penting, simpan di tempat aman. Jangan kirim ke siapa pun.
    .quiet = Cukup tulisan saja ya. Yang tadi sudah kuhapus.
note-voice = Aku belum bisa mendengar suara, jadi sudah kuhapus dari sini. Boleh ditulis saja, satu kata pun cukup.
    .quiet = Cukup tulisan saja ya. Yang tadi sudah kuhapus.
note-thing = Aku hanya bisa membaca tulisan dan tombol, jadi yang tadi sudah kuhapus dari sini.
    .quiet = Cukup tulisan saja ya. Yang tadi sudah kuhapus.
# A receipt typed into the chat: it is a key, so it is neither kept nor shown to anybody.
# Or a NIK, which nobody needs: the two look alike.
note-code =
    Angka panjang, seperti kode laporan atau NIK, tidak disimpan di sini. Jadi yang tadi sudah kuhapus, supaya aman.
    Kalau mau memeriksa kode, tulis /cek.
    .quiet = Angka tadi tidak disimpan, sudah kuhapus.
# Only for those who agreed to be written to.
note-code-news = Kabar muncul sendiri di chat ini.
    .quiet = Kabar muncul sendiri.
note-sealed = { $holder ->
    [head]
        🔒 Baik. Mulai sekarang hanya kepala kantor yang bisa membukanya.

        Kalau justru dia orangnya, hubungi SAPA 129.
    [keyholder]
        🔒 Baik. Mulai sekarang hanya pemegang kunci di luar kantor yang bisa membukanya; petugas tidak.

        Kalau justru dia orangnya, hubungi SAPA 129.
   *[supervisor]
        🔒 Baik. Mulai sekarang hanya atasan petugas yang bisa membukanya.

        Kalau justru dia orangnya, hubungi SAPA 129.
}
    .quiet = 🔒 Baik, terkunci.
# Whoever must not know: what the office may have to do all the same, said before it does.
note-police = Tercatat. Kalau undang-undang mewajibkan, kantor tetap harus melapor ke polisi. Kalau bisa, { kamu } diberi tahu dulu.
    .quiet = Tercatat. Kalau wajib menurut hukum, tetap diteruskan. Kalau bisa, { kamu } diberi tahu dulu.
# Dozens of messages in a minute: everything stays, and the answer waits. Said once in that minute.
note-slowly = Pelan-pelan saja ya. Semua tulisannya kubaca; sebentar lagi bisa dilanjutkan.
    .quiet = Sebentar ya. Semua tulisannya kubaca.
# Many reports from this chat today, and this one can wait. Danger never waits.
note-later =
    Hari ini sudah banyak laporan dari chat ini. Yang ini belum terkirim; ketuk Kirim lagi mulai pukul { $time }.

    Kalau ada bahaya, ketuk “🆘 Bahaya” sekarang juga.
    .quiet =
    Belum terkirim. Ketuk lagi mulai pukul { $time }.

    Kalau gawat, ketuk “🆘 Bahaya”.
note-no-news = Belum ada kabar baru.
    .quiet = Belum ada.
note-answered = ✔️ Sudah kami teruskan ke petugas.
    .quiet = ✔️ Tercatat.
note-answered-sealed = { $holder ->
    [head] ✔️ Tersimpan dan terkunci. Hanya kepala kantor yang bisa membukanya.
    [keyholder] ✔️ Tersimpan dan terkunci. Hanya pemegang kunci di luar kantor yang bisa membukanya; petugas tidak.
   *[supervisor] ✔️ Tersimpan dan terkunci. Hanya atasan yang bisa membukanya.
}
    .quiet = ✔️ Tercatat.
# The second of two quick taps on the same button.
toast-taken = ✔️ Sudah masuk. Tombolnya sudah berganti.
# A button of an older message, or another button of the screen just left.
toast-stale = Tombol itu sudah lewat. Pakai yang paling bawah ya.
# Storage does not answer. One text, with the numbers, until it does.
outage =
    Maaf, mesin ini sedang tersendat dan akan mencoba lagi sendiri. Yang baru { kamu } kirim akan dibaca begitu pulih.

    Kalau tidak bisa menunggu, telepon { $numbers }.
# A turn that failed for a reason of ours: what was sent is not kept anywhere, and they must know.
sorry =
    Maaf, yang barusan tidak tersimpan: mesin ini sedang bermasalah. Coba sekali lagi ya.

    Kalau tidak bisa menunggu, telepon { $numbers }.

## A telling pushed to someone who agreed to be written to: this and nothing else.

news-push = Ada kabar.
