### What the bots say of themselves on Telegram: seen in the list of chats, before Start, and beside the keyboard, by whoever
### holds the phone. Nothing here says what somebody might tell.

about-reporter-name = Kabar { $place }
about-reporter-short = Bertanya dan bercerita. Gratis.
about-reporter-long = Halo. Di sini boleh bertanya dan bercerita. Gratis. Ketuk Mulai kalau sudah siap.
menu-reporter-lapor = Mulai, atau lanjut
menu-reporter-darurat = Minta bantuan sekarang
menu-reporter-cek = Lihat balasan
menu-reporter-hapus = Hapus yang tersimpan
menu-reporter-bahasa = Ganti bahasa
menu-reporter-bantuan = Cara memakai
menu-reporter-batal = Berhenti dulu
menu-reporter-privacy = Siapa yang membaca
menu-reporter-settings = Pengaturan

about-duty-name = Piket { $place }
about-duty-short = Hanya untuk petugas yang terdaftar.
about-duty-long = Bot piket { $office }, hanya untuk petugas yang terdaftar. Di grup ia tidak menjawab; tulislah di sini.
menu-duty-antrean = Yang menunggu
menu-duty-baru = Catat yang datang atau menelepon
menu-duty-cari = Cari nomor, kecamatan, umur
menu-duty-serah = Serahkan dengan catatan
menu-duty-piket = Siapa piket malam ini
menu-duty-status = Hidupkah semuanya
menu-duty-undang = Undang petugas baru
menu-duty-gabung = Masuk dengan kode undangan
menu-duty-batal = Batalkan tulisan
