### After the report was sent. Everything may be left out. Honest times, no promise of an outcome.

ask-filed =
    ✔️ Laporan sudah sampai di meja petugas { $office }. Terima kasih sudah berani bercerita.
    .quiet = ✔️ Terkirim.
# About someone of the office itself: only one person can open it, and nothing may be promised in others' name.
ask-filed-sealed = { $holder ->
    [head]
        ✔️ Laporan tersimpan dan terkunci. Hanya kepala kantor yang bisa membukanya; petugas lain tidak.

        Terima kasih sudah berani bercerita.
    [keyholder]
        ✔️ Laporan tersimpan dan terkunci. Hanya pemegang kunci di luar kantor yang bisa membukanya; petugas tidak.

        Terima kasih sudah berani bercerita.
   *[supervisor]
        ✔️ Laporan tersimpan dan terkunci. Hanya atasan petugas yang bisa membukanya; petugas lain tidak.

        Terima kasih sudah berani bercerita.
}
    .quiet = ✔️ Terkirim, terkunci.
promise-sealed = Kapan ia membacanya tidak bisa kami janjikan. Kalau tidak bisa menunggu, telepon { $numbers }.
# A person took it: what happened, and when. It says nothing about what comes of it.
read-at = { $when ->
    [today] 👁 Dibaca petugas pukul { $time }.
   *[before] 👁 Dibaca petugas { $date } pukul { $time }.
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
read-at-sealed = { $when ->
    [today] 👁 Dibaca pukul { $time }, hanya oleh yang boleh membukanya.
   *[before] 👁 Dibaca { $date } pukul { $time }, hanya oleh yang boleh membukanya.
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
# The codes by which a person comes back; either opens. They may be copied: this one message is not locked.
receipt =
    Kode laporan ini: { $code }
    { $words ->
        [none] Dari HP lain: tulis /cek, lalu kode itu.
       *[other]
        Atau enam kata: { $words }
        Dari HP lain: tulis /cek, lalu salah satunya.
    }
    Catat hanya kalau aman. Lalu ketuk “{ control-saved }”, supaya kodenya tidak tampak lagi.
    .quiet =
        { $code }
        { $words ->
            [none] Untuk HP lain: tulis /cek, lalu kode itu.
           *[other]
            { $words }
            Untuk HP lain: tulis /cek, lalu salah satunya.
        }
        Hapus kalau HP dipakai bersama.
# A story told by voice alone is heard.
reads-it = { $told ->
    [voice] dengar ini
   *[words] membacanya
}
promise-minutes = { $minutes ->
    [15] Petugas berusaha { reads-it } dalam 15 menit.
    [60] Petugas berusaha { reads-it } dalam 1 jam.
    [360] Petugas berusaha { reads-it } dalam 6 jam kerja.
    [1440] Petugas berusaha { reads-it } paling lama di hari kerja depan.
   *[other] Petugas berusaha { reads-it } dalam { $minutes } menit.
}
# Nobody reads at night here: say so, and say when.
promise-hour =
    Sekarang belum ada petugas yang membaca. Yang berikutnya: { weekday } pukul { $hour }.

    Kalau tidak bisa menunggu, telepon nomor darurat.
# Somebody is there, but not for as long as the minutes we would name.
promise-closing = Kantor sebentar lagi tutup, jadi mungkin baru terbaca { weekday } pukul { $hour }. Kalau tidak bisa menunggu, telepon nomor darurat.
weekday = { $day ->
    [1] Senin
    [2] Selasa
    [3] Rabu
    [4] Kamis
    [5] Jumat
    [6] Sabtu
   *[7] Minggu
}
after-filed =
    Setelah itu petugas menilai dan membantu langkah demi langkah.

    Urusan pidana ditangani polisi. Hasilnya tidak bisa kami janjikan.

    Supaya petugas tidak bisa menulis ke sini lagi, tulis /hapus.
    .quiet = Petugas akan menilai dan membantu.
# Only one person opens it: what others would do may not be promised.
after-filed-sealed =
    Setelah dibaca, ia menilai dan mencari cara membantu.

    Urusan pidana ditangani polisi. Hasilnya tidak bisa kami janjikan.

    Supaya petugas tidak bisa menulis ke sini lagi, tulis /hapus.
    .quiet = Nanti dinilai.

## Wanting to die: asked alone, warmly, plainly

ask-life = { $whose ->
    [self]
        Terima kasih sudah sejauh ini. Orang yang lama terluka kadang merasa ingin mati.

        Bertanya ini tidak apa-apa: apakah { kamu } sedang berpikir untuk bunuh diri?
   *[other]
        Terima kasih sudah menemani. Orang yang lama terluka kadang merasa ingin mati.

        Apakah ia pernah bilang atau terlihat ingin bunuh diri?
}
    .quiet = { $whose ->
        [self] Boleh kutanya pelan-pelan: apakah sedang terpikir untuk bunuh diri?
       *[other] Boleh kutanya pelan-pelan: apakah ia terpikir untuk bunuh diri?
    }
pick-life-no = ✖️ Tidak
pick-life-yes = ✔️ Ya
pick-life-unsure = 🤔 Tidak yakin
ask-life_now = { $whose ->
    [self]
        Terima kasih sudah bilang. { Kamu } tidak sendirian.

        Apakah sekarang, atau sudah tahu caranya?
   *[other]
        Terima kasih sudah bilang. Apakah sekarang, atau ia sudah tahu caranya?

        Kalau bisa, jangan tinggalkan ia sendirian. Panggil orang dewasa yang dipercaya.
}
    .quiet = { $whose ->
        [self] Terima kasih. Sekarang, atau sudah tahu caranya?
       *[other] Terima kasih. Sekarang, atau ia sudah tahu caranya?
    }
pick-life_now-yes = ✔️ Ya
pick-life_now-no = ✖️ Tidak
# Who thinks of dying needs somebody near, before any number.
alone = { $whose ->
    [self] Jangan sendirian dulu, dekati orang yang dipercaya.
   *[other] Jangan tinggalkan ia sendirian.
}
care =
    { alone }

    Ada yang bisa diajak bicara: { $care }. Kabar ini juga sudah dikirim ke petugas.
    .quiet = { $care }.
care-sealed =
    { alone }

    Ada yang bisa diajak bicara: { $care }. Kabar ini tersimpan dan terkunci.

    { promise-sealed }
    .quiet = { $care }.

# The number stays in sight while other advice is read.
care-still = 🫂 Teman bicara: { $care }.
    .quiet = { $care }.

## Mau menambah?

ask-hub =
    Mau menambah? Pilih yang mana saja, urutannya bebas.

    Menulis bebas juga boleh.
    .quiet = Mau menambah?
pick-hub-danger = ⚠️ Tanda bahaya
    .quiet = ⚠️ Keadaannya
pick-hub-access = 🚶 Bisa mendekat?
pick-hub-relation = 🔗 Siapa orang itu
pick-hub-signs = 🔎 Tentang pasangan
pick-hub-visit = 🏠 Soal didatangi
pick-hub-meet = 📍 Bertemu di mana
pick-hub-keep_from = 🤫 Jangan beri tahu siapa
pick-hub-adult = 🧑‍🤝‍🧑 Ada yang melindungi?
    .quiet = 🧑‍🤝‍🧑 Orang dewasa?
pick-hub-others = 👥 Ada korban lain?
    .quiet = 👥 Orang lain?
pick-hub-help = 🤲 Bantuan apa
pick-hub-contact = 💬 Boleh ditulisi?
pick-hub-village = 🗺 Nama desa
pick-hub-sex = 🚻 Laki-laki atau perempuan
pick-hub-needs = ♿ Bantuan khusus
pick-hub-life = 🫂 Soal perasaan
pick-hub-advice = 💡 Saran lain

ask-danger = Mana yang pernah terjadi? Boleh pilih beberapa, lalu “Selesai memilih”.
    .quiet = Yang mana? Boleh beberapa.
pick-danger-hurt = 🩹 Luka atau sakit, perlu dokter
pick-danger-severe = 🚑 Luka berat atau sempat pingsan
pick-danger-strangled = ✋ Dicekik atau dibekap
    .quiet = ✋ Leher atau napas
pick-danger-weapon = 🔪 Pakai senjata
    .quiet = 🔪 Pakai alat
pick-danger-kill = ⚠️ Diancam dibunuh
    .quiet = ⚠️ Ancaman besar
pick-danger-pregnant = 🤰 Sedang hamil
pick-danger-starving = 🍽 Tidak diberi makan atau obat
pick-danger-pressed = 🤐 Ditekan supaya tidak melapor
    .quiet = 🤐 Disuruh diam

ask-access = Apakah orang itu tinggal serumah, atau bisa datang kapan saja?
    .quiet = Serumah, atau bisa datang?
pick-access-lives = 🏠 Tinggal serumah
pick-access-reach = 🚶 Bisa datang kapan saja
pick-access-no = 👌 Tidak bisa

ask-relation = { $whose ->
    [self] Orang itu siapanya { kamu }? Namanya tidak perlu.
   *[other] Orang itu siapanya? Namanya tidak perlu.
}
    .quiet = Siapanya?
pick-relation-parent = 👪 Orang tua
pick-relation-step = 👪 Orang tua tiri
pick-relation-partner = 💑 Suami, istri, atau mantan
pick-relation-relative = 🧑‍🤝‍🧑 Saudara
pick-relation-neighbour = 🏘 Tetangga
pick-relation-friend = 👥 Pacar atau teman
pick-relation-teacher = 🏫 Guru atau pelatih
pick-relation-cleric = 🙏 Tokoh agama
pick-relation-official = 🏛 Aparat atau pejabat
pick-relation-boss = 💼 Atasan, majikan
pick-relation-online = 📱 Kenal di HP
pick-relation-stranger = ❔ Tidak kenal

ask-signs = Tentang pasangan itu, mana yang benar? Boleh pilih beberapa.
    .quiet = Yang mana? Boleh beberapa.
pick-signs-gun = 🗡 Punya atau mudah dapat senjata
pick-signs-control = 🔒 Sangat cemburu, mengatur semuanya
pick-signs-left = 💔 Baru ditinggalkan atau berpisah
pick-signs-jobless = 🕰 Sedang tidak bekerja
pick-signs-threat_self = 🗣 Pernah mengancam bunuh diri
pick-signs-not_his = 🧒 Ada anak yang bukan anaknya
pick-signs-stalks = 👣 Membuntuti atau meneror pesan

ask-visit = Amankah kalau petugas datang ke rumah?
    .quiet = Aman didatangi?
pick-visit-safe = 👌 Aman
pick-visit-danger = ⛔ Jangan datang ke rumah

ask-meet = Kalau perlu bertemu, di mana yang paling aman? Boleh juga ditulis.
    .quiet = Di mana yang aman?
pick-meet-home = 🏠 Di rumah
pick-meet-school = 🏫 Di sekolah
pick-meet-clinic = 🏥 Di puskesmas
pick-meet-office = 🏢 Di kantor
pick-meet-tell = ✍️ Nanti kutulis

ask-keep_from = Siapa yang tidak boleh tahu? Boleh pilih beberapa.
    .quiet = Siapa yang jangan diberi tahu?
pick-keep-family = 👪 Keluarga
pick-keep-village = 🏘 Perangkat desa
pick-keep-school = 🏫 Sekolah
pick-keep-cadre = 👩‍⚕️ Kader
pick-keep-police = 👮 Polisi

ask-adult = Adakah orang dewasa yang bisa dipercaya dan melindungi?
    .quiet = Ada yang bisa dipercaya?
pick-adult-some = 👍 Ada
pick-adult-none = 😔 Tidak ada

ask-others = Apakah ada orang lain yang juga mengalaminya?
    .quiet = Ada yang lain juga?
pick-others-yes = 👥 Ada
pick-others-no = 🤷 Tidak, atau tidak tahu

ask-help = Bantuan apa yang paling diperlukan? Semuanya gratis.
    .quiet = Perlu apa? Gratis.
pick-help-talk = 🫂 Teman bicara, psikolog
pick-help-doctor = 🩺 Dokter dan visum
pick-help-shelter = 🏡 Tempat aman
pick-help-legal = ⚖️ Didampingi urusan hukum
pick-help-escort = 🤝 Ditemani petugas
pick-help-school = 🎒 Urusan sekolah
pick-help-recovery = 🌱 Pemulihan
pick-help-living = 🧺 Kebutuhan hidup

# "No" is the default: we never write first unless the person agreed.
ask-contact = Boleh petugas menulis lagi di chat ini? Yang muncul hanya “Ada kabar.” Isinya bisa dibuka siapa pun yang memegang HP ini.
    .quiet = Boleh ditulisi di sini?
pick-contact-anytime = ✅ Boleh kapan saja
pick-contact-morning = 🌅 Pagi, 07–11
pick-contact-afternoon = ☀️ Siang, 11–16
pick-contact-evening = 🌇 Sore, 16–20
pick-contact-no = 🔕 Jangan

ask-village = Di desa mana, di Kecamatan { $kecamatan }? Ketuk, atau tulis namanya.
    .quiet = Di mana, di { $kecamatan }?

ask-sex = Perempuan atau laki-laki?
    .quiet = Pilih satu:
pick-sex-female = 👩 Perempuan
pick-sex-male = 👨 Laki-laki

ask-needs = Perlu dibantu untuk melihat, mendengar, bicara, berjalan, atau paham?
    .quiet = Perlu bantuan untuk yang mana?
pick-needs-see = 👁 Melihat
pick-needs-hear = 👂 Mendengar
pick-needs-speak = 🗣 Bicara
pick-needs-walk = 🦽 Berjalan
pick-needs-understand = 💡 Memahami

## An officer wrote

ask-news = Apakah sekarang aman membaca?
    .quiet = Bisa baca sekarang?
pick-news-safe = 👍 Ya, aman
    .quiet = 👍 Bisa
pick-news-later = ⏳ Nanti saja
ask-letter = Dari petugas:
    .quiet = Ini kabarnya:
letter-done = Mau menambah? Tulis saja di sini.
    .quiet = Mau menambah?

## /hapus: what is held about this chat, and away with it

# Somebody else may hold the phone: `unsaid` must not tell whether there is anything. Say honestly what stays.
ask-erase = { $held ->
    [sent]
        Yang tersimpan tentang chat ini:

        • jawaban dan tulisan { kamu }

        • jalan untuk membalas ke chat ini

        • kode laporan

        • nomor telepon, kalau pernah ditulis

        • kabar dari petugas

        Kalau dihapus, semua itu hilang sekarang juga dan tidak bisa kembali. Petugas tidak bisa menulis ke sini lagi, dan kodenya tidak berlaku lagi.

        Laporan yang sudah sampai di kantor tidak ikut hilang: menurut hukum kantor tetap harus menanganinya.
    [draft]
        Yang tersimpan: jawaban dan tulisan { kamu }. Belum ada yang dikirim ke petugas.

        Kalau dihapus, semua itu hilang sekarang juga dan tidak bisa kembali.
    [visited]
        Yang tersimpan tentang laporan yang dibuka di sini:

        • jalan untuk membalas ke chat yang dulu

        • kedua kode dan kata amannya

        • kabar dari petugas

        Kalau dihapus, semua itu hilang sekarang juga dan tidak bisa kembali. Pesan 48 jam terakhir di chat yang dulu ikut terhapus.

        Laporan yang sudah sampai di kantor tidak ikut hilang: menurut hukum kantor tetap harus menanganinya.
   *[unsaid]
        Kalau ada yang tersimpan tentang chat ini, semuanya bisa dihapus sekarang: jawaban, jalan untuk membalas, kode, dan kabar.

        Laporan yang pernah sampai di kantor tidak ikut hilang: menurut hukum kantor tetap harus menanganinya.
}
    .quiet = { $held ->
        [visited] Hapus semua jalan kembali dari yang dibuka di sini? Yang sudah sampai di kantor tetap di sana.
       *[other] Hapus semua yang tersimpan tentang chat ini? Yang sudah sampai di kantor tetap di sana.
    }
pick-erase-yes = 🗑 Ya, hapus semuanya
pick-erase-no = ↩️ Tidak jadi
# A typed "iya" or "hapus semua" erases nothing: say so, and how.
note-erase-by-button = Belum dihapus. Ketuk “{ pick-erase-yes }”, atau “{ pick-erase-no }”.
# Something else was typed there, and kept.
note-not-erased = Belum ada yang dihapus.
ask-erased =
    ✔️ Sudah dihapus, dan tidak ada lagi yang akan muncul di chat ini.

    Pesan 48 jam terakhir di sini juga kuhapus. Yang lebih lama bisa dihapus sendiri lewat menu chat.

    Kalau nanti perlu, mulai lagi kapan saja.
    .quiet = ✔️ Sudah. Yang lebih lama dari 48 jam bisa dihapus sendiri lewat menu chat.
