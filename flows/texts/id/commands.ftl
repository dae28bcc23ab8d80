### What only a command leads to: /privacy and /settings. Readers: somebody who wants to know before they trust.

# Who reads, what Telegram keeps, how long. Say only what is so; a promise that cannot be kept is worse than none.
ask-policy =
    Begini adanya:

    • Yang membaca: hanya petugas { $office } yang ditugasi. Aku sendiri mesin.
    • Petugas tidak melihat nama, nomor, atau akun Telegram ini.
    • Telegram tahu akunnya, dan menyimpan chat ini. Siapa pun yang memegang HP ini bisa membacanya.
    • Yang sudah terkirim disimpan terkunci di kantor. Jalan untuk membalas ke chat ini dihapus { $after } hari sesudah selesai, dan paling lama { $most } hari.
    • Mau lebih cepat? Tulis /hapus: jalan itu dihapus saat itu juga.
    • Kalau ada nyawa terancam, atau undang-undang mewajibkan, petugas harus bertindak dan bisa melibatkan polisi.
    .quiet =
        Yang membaca: petugas { $office } saja. Telegram dan yang memegang HP ini bisa melihat chat ini.

        Jalan membalas dihapus paling lama { $most } hari.

ask-settings = Mau mengatur apa? Bisa diubah lagi kapan saja.
    .quiet = Mau mengatur apa?
pick-settings-seen = 👀 Layar bisa dilihat orang
    .quiet = 👀 Bisa dilihat
pick-settings-unseen = 👍 Layar tidak dilihat orang
    .quiet = 👍 Tidak dilihat
pick-settings-contact = 💬 Boleh ditulisi di sini?
    .quiet = 💬 Boleh ditulisi?
pick-settings-no_contact = 🔕 Jangan menulis di sini
    .quiet = 🔕 Jangan
note-settings-seen = ✔️ Baik. Mulai sekarang tulisannya pendek, dan yang { kamu } ketik kuhapus dari sini.
    .quiet = ✔️ Baik.
note-settings-unseen = ✔️ Baik. Kembali seperti biasa.
note-settings-silent = ✔️ Baik. Tidak akan ada yang muncul sendiri di chat ini.
    .quiet = ✔️ Baik.
