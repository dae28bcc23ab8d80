### The queue, what was done, handing over, ready-made answers. Readers: officers, on a phone, in the bot's private chat.
### Number, urgency, place, who has it, how long it waits; never a word of the reporter.

queue-title = Laporan terbuka: { $open }{ $sealed ->
    [0] { "" }
   *[other] { " " }· 🔒 tertutup: { $sealed }
}{ $pages ->
    [1] { "" }
   *[other] { " " }· halaman { $page }/{ $pages }
}
queue-empty = Tidak ada laporan terbuka. Antrean kosong.
# Its mark stays until somebody acted, as that of the alert does.
queue-line = { $acted ->
    [yes] ✅
   *[no] { $urgency ->
        [DARURAT] 🔴
        [TINGGI] 🟠
        [SEDANG] 🟡
       *[other] 🟢
    }
} { $number } · { $urgency } · { $place }
# ❗ stands until somebody acted: taking a case helps nobody yet.
queue-state = { $state ->
    [waiting] ❗ Belum diterima · { $waits }
    [taken] ❗ { $name }: belum ada tindakan · { $waits }
    [unread] ❗ { $name }: ada jawaban yang menunggu dibaca · { $waits }
    [acted] ✔️ { $name }: sudah ada tindakan
    [helped] ✔️ Sudah ada tindakan, belum ada yang memegang
   *[closed] ⬜ Ditutup
}
queue-sealed = 🔒 { $number } · { $urgency }: hanya lewat `wadul case show { $number } --escalation`
waits = { $unit ->
    [minutes] { $count } mnt
    [hours] { $count } jam
   *[days] { $count } hari
}
queue-more = Berikutnya ▶️
queue-less = ◀️ Sebelumnya
queue-back = ☰ Antrean
queue-closed = Laporan { $number } sudah ditutup.
queue-old = Tombol itu sudah lewat. Ketuk /antrean untuk yang terbaru.

## What was done

queue-acted = ☑️ Sudah bertindak…
queue-acted-ask = Apa yang sudah dilakukan untuk { $number }?
queue-did-called = 📞 110/119 dipanggil
queue-did-team = 🚗 Tim berangkat
queue-did-met = 🤝 Korban ditemui
queue-did-answered = 💬 Pelapor dijawab langsung
# What was written to the reporter: it waits until they come back and open it.
queue-did-unread = ✉️ Jawaban belum dibaca
queue-did-read = ✉️ Jawaban sudah dibaca pelapor
queue-did-note = 📝 Catatan
queue-did-handover = 🔁 Diserahkan
queue-recorded = { $number } · { $deed }, { $time }. Tercatat.
queue-acted-other = ⬅️ Tindakan lain
# Instead of writing down that a team left. What the reporter asked, then the shortest way to a second person; somebody
# may be dying meanwhile. A team that is on its way already must find a place for the truth, without blame.
queue-team-second =
    ⛔ { $number }: pelapor minta JANGAN datang ke rumah. Keberangkatan belum dicatat.

    Nyawa terancam? Telepon 110/119 sekarang; itu tidak menunggu persetujuan.

    { $state ->
        [new] Tetap perlu ke sana? Terima dulu, lalu minta persetujuan orang kedua.
        [asked] Persetujuan orang kedua sudah diminta; siapa pun selain yang meminta bisa menjawabnya di bawah ini. Telepon supaya cepat.
       *[taken] Tetap perlu ke sana? Minta persetujuan orang kedua: tulis alasannya, rekan langsung diberi tahu.
    } Sesudah disetujui, ketuk 🚗 lagi.

    Tim sudah di jalan, atau bertemu di tempat lain? Tulis apa adanya di 📝 Catatan, dengan jamnya.
queue-note = 📝 Catatan
queue-note-ask = Tulis catatan untuk { $number }. Hanya petugas yang membacanya, tidak dikirim ke pelapor. /batal untuk berhenti.
queue-noted = 📝 Catatan untuk { $number } tersimpan.
queue-aside = Laporan baru yang tadi belum selesai: /baru untuk melanjutkan.

## Search

queue-find-ask = Cari apa? Ketuk salah satu, atau tulis nomor laporan, kecamatan, atau umur.
queue-find-places = 🗺 Kecamatan…
queue-find-place = Kecamatan mana?
queue-found = { $what }: { $count } laporan{ $pages ->
    [1] { "" }
   *[other] { " " }· halaman { $page }/{ $pages }
}
queue-found-none = { $what }: belum ada laporan.
queue-find-unclear = Belum ketemu. Tulis nomor seperti K7Q2M, nama kecamatan, umur, atau urgensi.

## Handing over

queue-give = 🔁 Serah
queue-give-which = Laporan mana yang mau diserahkan?
queue-give-none = Tidak ada laporan terbuka pada Anda.
queue-give-whom = { $number } diserahkan ke siapa?
queue-give-me = 🙋 Saya ambil alih
queue-give-nobody = Belum ada rekan lain yang bisa dijangkau bot ini. Mintalah mereka menekan Start.
queue-give-note = Tulis catatan serah terima { $number } untuk { $name }. Hanya petugas yang membacanya. /batal untuk berhenti.
queue-give-bare = Serahkan tanpa catatan
queue-given = 🔁 { $number } sekarang pada { $name }. Ia sudah diberi tahu.
queue-given-me = 🔁 { $number } sekarang pada Anda.
queue-give-first = { $number } belum diterima siapa pun, jadi belum bisa diserahkan. Ketuk Terima dulu.
queue-give-gone = Petugas itu tidak bisa menerima laporan ini sekarang. Pilih yang lain.
queue-handed = 🔁 { $number } · { $urgency }: diserahkan { $by } kepada Anda. Ketuk Buka untuk membaca catatannya.
queue-handed-away = 🔁 { $number } · { $urgency }: sekarang pada { $name }.

## Ready-made answers

queue-phrases = 📋 Kalimat siap pakai
queue-phrases-ask = Pilih jawaban untuk pelapor { $number }. Sesudah Balas, yang Anda tulis sendiri langsung terkirim.
queue-phrase-check =
    Untuk pelapor { $number }:

    { $words }
queue-phrase-send = ✅ Kirim
queue-phrase-gone = Kalimat itu sudah diganti kantor. Pilih lagi; belum ada yang terkirim.
