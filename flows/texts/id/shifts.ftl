### Who is on duty, the ladder's own words, and how things stand. Readers: officers, on a phone.

## /piket

desk-shift-now = Siapa pegang malam ini?
    Sekarang, sampai { $until }: { $who }
# One line for each of the coming days.
desk-shift-day = { $weekday } { $date }{ $holiday ->
    [yes] { " " }(libur)
   *[no] { "" }
}: { $who }
desk-shift-who = { $second ->
    [none] { $first }
   *[other] { $first } · kedua { $second }
}
desk-shift-nobody = belum ada, semua dipanggil
desk-shift-weekday = { $day ->
    [1] Sen
    [2] Sel
    [3] Rab
    [4] Kam
    [5] Jum
    [6] Sab
    [7] Min
   *[8] Libur
}
desk-shift-mine = ✋ Saya pegang malam ini
desk-shift-mine-day = ✋ Saya
desk-shift-other = ↔️ Orang lain
desk-shift-second = 👥 Petugas kedua
desk-shift-days = 📅 Hari lain
desk-shift-week = 🗓 Jadwal mingguan
desk-shift-back = ← Kembali
desk-shift-clear = Kosongkan
desk-shift-whom = { $place ->
    [1] { $when }: siapa yang pegang?
   *[2] { $when }: siapa petugas kedua?
}
desk-shift-which = Hari yang mana? Hari piket mulai pukul { $begins } sampai pukul yang sama besoknya.
desk-shift-week-head = Jadwal mingguan: dipakai kalau hari itu tidak ditukar. Ketuk hari untuk mengubah.
desk-shift-set = Tercatat. { $when }: { $who }
desk-shift-not-yours = Hari itu sudah lewat, atau hanya bisa diatur pemegangnya, supervisor, atau kepala.
# To whoever was given a day by somebody else.
desk-shift-given = 📟 { $by } mencatat Anda memegang piket { $weekday } { $date }{ $place ->
    [1] { "" }
   *[2] { " " }sebagai petugas kedua
}. Tidak bisa? Ketuk /piket, lalu Orang lain.

## Invitations

desk-invite-name = Siapa namanya? Tulis nama petugas baru, atau /batal.
desk-invite-role = { $name }: sebagai apa?
desk-invite-not-yours = Hanya supervisor atau kepala yang bisa mengundang.
desk-invite-stale = Undangan itu sudah dibuat, atau ditinggalkan. Mulai lagi: /undang
desk-invite-wrong = Nama itu tidak bisa dipakai. Paling panjang 80 huruf. Tulis lagi, atau /batal.
# May be copied: whoever invites passes it on.
desk-invite-code = Undangan untuk { $name } ({ $role }). Berlaku sekali, sampai { $until }. Minta ia membuka bot ini dan mengirim:

    /gabung { $code }
desk-role = { $role ->
    [officer] petugas
    [supervisor] supervisor
    [keyholder] pemegang kunci di luar kantor
   *[head] kepala
}
desk-join-no = Kode itu tidak berlaku: salah ketik, sudah dipakai, atau lewat sehari. Mintalah kode baru ke kantor. Kalau sedang butuh pertolongan, telepon { $numbers }.
desk-join-later = Terlalu banyak kode yang salah. Coba lagi sejam lagi, atau mintalah kantor mendaftarkan Anda.
desk-join-already = Anda sudah ada di daftar piket.
desk-joined = 👤 { $name } masuk daftar piket dengan kode undangan. Tidak mengundangnya? Akhiri: wadul officer end.

## Related

desk-related = 🚫 Terkait
desk-related-who = { $number }: siapa yang terkait? Ia tidak lagi menerima, membuka, atau melihat laporan ini, dan tidak diberi tahu alasannya.
desk-related-me = Saya sendiri
desk-related-done = { $number }: { $name } tidak lagi menangani laporan ini.
desk-related-before = { $number }: sudah tercatat.
desk-related-told = 🚫 { $by } mencatat { $name } terkait laporan { $number }. Kalau itu keliru, bicarakan dengan kepala.
# For somebody above who may not know which report it is: only that it was done, and by whom.
desk-related-told-off = 🚫 { $by } mencatat { $name } terkait satu laporan. Kalau itu keliru, bicarakan dengan kepala.
desk-why-related-above = Supervisor dan kepala hanya bisa dicatat oleh dirinya sendiri, atau oleh supervisor atau kepala lain.
desk-why-related-last = Harus tetap ada yang bisa dipanggil untuk laporan ini. Daftarkan orang lain dulu, lalu ketuk lagi.
# What is left in the chat of somebody who is off the case.
alert-elsewhere = Laporan ini ditangani petugas lain.
alert-ended = ⬜ { $number } sudah berakhir.
alert-moved = ↪️ { $number } sudah dialihkan ke kantor lain.

## The ladder

alert-red = 🔴 Belum ada tindakan tercatat.
alert-acted = ✅ Tindakan tercatat, { $time }
alert-ring = 📞 Belum ada yang menerima. Hubungi sekarang: { $numbers }
desk-unhelped = 🔴 { $number } · DARURAT: diterima { $name } pukul { $time }, { $unread ->
    [0] belum ada tindakan tercatat. Sudah menelepon 110, menjawab pelapor, atau berangkat?
   *[other] ada jawaban yang menunggu dibaca, dan belum ada tindakan lain. Sudah menelepon 110 atau berangkat?
} Catat di laporannya.

## How things stand

alarm-reporter-silent = ⚠️ Bot pelapor tidak terdengar sejak { $time }. Laporan mungkin tidak masuk. Beri tahu yang merawat Wadul.
alarm-reporter-stuck = ⚠️ Kiriman ke pelapor macet sejak { $time }. Beri tahu yang merawat Wadul.
alarm-desk-silent = ⚠️ Bot piket tidak terdengar sejak { $time }; sekarang sudah kembali. Periksa laporan yang masuk selama itu.
alarm-desk-deaf = ⚠️ Bot piket tidak mendengar ketukan petugas sejak { $time }. Buka kasus lewat terminal (wadul case list).
alarm-desk-undelivered = ⚠️ Ada laporan mendesak yang belum sampai ke petugas sejak { $time }. Buka bot, atau `wadul case list`.
desk-summary = ☀️ Wadul hidup. Terbuka { $open }, belum diterima { $untaken }{ $untaken ->
    [0] { "" }
   *[other] , tertua { $oldest }
}. Piket hari ini: { $who }.
desk-status-fine = ✅ Semua berjalan.
desk-status-bad = ⚠️ Ada yang macet:
desk-status-part = { $part ->
    [reporter-listener] Bot pelapor mendengar
    [reporter-dispatcher] Kiriman ke pelapor
    [duty-listener] Bot piket mendengar
   *[duty-dispatcher] Kiriman ke petugas
}: { $ago }{ $stale ->
    [yes] { " " }⚠️
   *[no] { "" }
}
desk-status-oldest = Laporan mendesak belum sampai sejak { $time } ⚠️
desk-status-people = Bisa dijangkau: { $able } dari { $all }
desk-status-missing = Belum bisa dijangkau: { $names } ⚠️
desk-ago-never = belum pernah
desk-ago-minutes = { $n ->
    [0] baru saja
   *[other] { $n } menit lalu
}
desk-ago-hours = { $n } jam lalu
desk-ago-days = { $n } hari lalu
desk-for-minutes = { $n } menit
desk-for-hours = { $n } jam
desk-for-days = { $n } hari
