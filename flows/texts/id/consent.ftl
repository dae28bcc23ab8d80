### The desk asks leave for one step; the reporter says yes or no, and takes it back when they like. Readers: as in
### followup.ftl. Whatever they answer, help goes on: say so. What a step is called says no more than it must.

permit-step = { $step ->
    [legal] didampingi mengurus laporan ke polisi
    [medical] pemeriksaan dokter dan visum
    [shelter] tempat tinggal sementara yang aman
    [psych] bertemu psikolog
    [rehab] pemulihan
    [reintegration] pendampingan pulang lewat Sentra
    [transfer] laporannya diurus kantor itu
   *[other] langkah berikutnya
}
# [transfer]: not only what is needed but all of it goes to another office, and cannot be fetched back: say so.
ask-permit = { $step ->
    [transfer]
        Petugas minta izin: laporan ini lebih tepat diurus { $to }.

        Bolehkah semua yang sudah diceritakan dipindahkan ke sana (izinnya sampai { $until })? Sesudah itu yang membaca dan membalas di chat ini petugas { $to }.

        Kalau di sana ada orang yang tidak boleh membacanya, jawab “{ pick-permit-no }”, lalu tulis di sini.

        Kalau tidak, bantuan tetap jalan. Izin bisa ditarik selama laporannya belum dipindahkan.
   *[other]
        Petugas minta izin untuk: { permit-step }.

        Bolehkah yang perlu saja diberikan ke { $to }, sampai { $until }? Nama hanya kalau sudah disebut.

        Kalau tidak, bantuan lain tetap jalan. Izin bisa ditarik kapan saja.
}
    .quiet = { $step ->
        [transfer] Bolehkah semua yang sudah ditulis pindah ke { $to } (izinnya sampai { $until })? Boleh juga tidak, misalnya kalau di sana ada yang tidak boleh membaca.
       *[other] Bolehkah yang perlu saja diberikan ke { $to }, sampai { $until }? Boleh juga tidak.
    }
pick-permit-yes = ✅ Boleh
pick-permit-no = 🚫 Tidak
pick-permit-later = ⏳ Nanti
note-permit-yes = Terima kasih, izinnya dicatat. Bisa ditarik kapan saja: “{ control-next }”, lalu “{ pick-hub-permits }”.
note-permit-moves = Terima kasih, izinnya dicatat. Bisa ditarik selama laporannya belum dipindahkan: “{ control-next }”, lalu “{ pick-hub-permits }”.
note-permit-no = Baik, tidak diteruskan. Bantuan lain tetap jalan.
note-permit-later = Tidak apa-apa. Nanti bisa dibuka lagi.

pick-hub-permits = ↩️ Tarik izin
ask-permits =
    Izin yang berlaku: { $to }, untuk { permit-step }, sampai { $until }.

    Mau ditarik? Tidak perlu alasan.
    .quiet = { $to }, sampai { $until }. Mau ditarik?
pick-permits-back = ↩️ Tarik izin ini
pick-permits-keep = ✋ Biarkan
note-permit-withdrawn = Izin sudah ditarik. Mulai sekarang tidak ada lagi yang diteruskan ke sana.
note-permits-none = Tidak ada izin yang sedang berlaku.

# A letter the office's program writes when a report went to another office: who reads and answers from now on.
letter-moved = Laporan ini sekarang diurus { $office }: petugas di sana yang membaca dan membalas. Menulisnya tetap di chat ini.

# Where things stand, in plain words: no detail, no promise. Somebody else may read it.
progress = { $state ->
    [assessed] Kabar laporan: petugas sudah menilai, lalu akan memilih bantuan yang cocok.
    [helping] Kabar laporan: petugas sedang menyiapkan bantuan, atau sudah mulai.
    [handed] Kabar laporan: diteruskan ke lembaga yang berwenang.
   *[ended] Kabar laporan: sudah ditutup. Menulis di sini membukanya lagi.
}
    .quiet = { progress-short }
progress-short = { $state ->
    [assessed] Sedang disiapkan.
    [helping] Sedang berjalan.
    [handed] Sudah diteruskan.
   *[ended] Sudah selesai.
}
