### The report, in the order in which it is asked. `ask-…` is a screen, `pick-…` a button.
### `.quiet` is the version for someone whose screen may be seen: short and neutral.

ask-start = { "" }
ask-away = { "" }

# A neutral welcome after a pause: it must not show that anything was told.
ask-welcome = Mau lanjut dari yang tadi?
    .quiet = Lanjut dari yang tadi?
# The same, where nothing was kept.
welcome-new = Mau mulai?
pick-welcome-new = 🌱 Mulai baru

ask-language = Pilih bahasa · pilih basa · choose a language:
    .quiet = Bahasa · basa · language:
pick-language-id = Indonesia
pick-language-jv = Jawa
pick-language-en = English

## Help: from any screen, and back again. Whoever calls or is called is not anonymous: say it before, and what is known then.

ask-guide =
    Kalau berbahaya, telepon dulu: { $numbers }.

    Di sini orang bisa melapor kekerasan ke { $office }. Gratis, dan nama tidak ditanya.

    Lebih suka bicara dengan orang? Ketuk “Minta ditelepon”.
    .quiet =
    Nomor penting: { $numbers }.

    Lebih suka bicara dengan orang? Ketuk yang di bawah.
pick-guide-call = 📞 Minta ditelepon
ask-call =
    { $some ->
        [yes] Bicara langsung dengan orang: { $people }.
       *[no] Petugas bisa menelepon { kamu }.
    }

    Ingat: lewat telepon atau WA { kamu } tidak anonim lagi. Petugas jadi tahu nomor dan suara { kamu }, dan di HP ada jejaknya.

    Minta ditelepon? Tulis nomor dan jam yang aman di sini. { $sent ->
        [yes] Petugas akan membacanya.
       *[no] Petugas baru bisa membaca kalau laporan dikirim.
    }
    .quiet =
    { $some ->
        [yes] { $people }.
       *[no] { "" }
    }

    Tidak anonim: petugas tahu nomor dan suaranya. Kalau perlu, tulis nomor dan jamnya.

## Where, only if several offices listen here

# Then it is the very first screen: the same numbers, and Bahaya is one tap away.
ask-office =
    Ini tempat melapor kekerasan pada anak dan perempuan. Gratis, tanpa nama.

    Kalau sekarang berbahaya, telepon dulu: { $numbers }. Atau ketuk 🆘 Bahaya.

    Kejadiannya di kabupaten mana? Kalau di tempat lain, pilih yang paling dekat.
    .quiet =
    Nomor penting: { $numbers }.

    Di kabupaten mana?

## Safety

# The very first screen. Maybe the perpetrator is in the next room. Numbers before anything else.
ask-safety =
    Ini tempat melapor kekerasan pada anak dan perempuan ke { $office }. Gratis, tanpa nama.

    Kalau sekarang berbahaya, telepon dulu: { $numbers }.

    Apakah sekarang aman?
    .quiet =
    Nomor penting: { $numbers }.

    Aman sekarang?
pick-safety-yes = 🙂 Aman
pick-safety-no = 🆘 Tidak aman
pick-safety-unsure = 🤔 Tidak yakin

numbers-again = Kalau jadi berbahaya, telepon: { $numbers }.
    .quiet = { $numbers }.

## Words that sound like danger: the numbers at once, and one question; a mere suspicion is only asked about. A wrong
## guess is ours, never theirs.

heard-numbers = Aku mesin, jadi kutanya supaya tidak salah. Kalau sekarang berbahaya, telepon: { $numbers }, atau ketuk “🆘 Bahaya”.
    .quiet = { $numbers }.
heard-gently = Aku mesin, jadi kutanya supaya tidak salah.
    .quiet = Kutanya dulu.
heard-care = Terima kasih sudah menuliskan itu. Ada yang bisa diajak bicara sekarang juga: { $care }. Kalau gawat: { $numbers }.
    .quiet = { $care } · { $numbers }.
ask-heard = { $code ->
    [D01] Apakah ada yang sedang menyakiti sekarang?
    [D02] Apakah ada yang mengancam akan membunuh?
    [D03] Apakah ada senjata, atau alat yang dipakai seperti senjata?
    [D04] Apakah ada yang dicekik atau dibekap belum lama ini?
    [D05] Apakah ada yang luka parah, atau sempat tidak sadar?
    [D06] Apakah itu terjadi dalam tiga hari ini?
    [D07] { $whose ->
        [self] Apakah { kamu } sekarang ingin bunuh diri, atau sudah tahu caranya?
       *[other] Apakah ia sekarang ingin bunuh diri, atau sudah tahu caranya? Kalau bisa, temani ia dan panggil orang dewasa.
        [unknown] Apakah ada yang sekarang ingin bunuh diri, atau sudah tahu caranya?
    }
    [D08] Apakah ada yang sekarang dikurung, diikat, atau dibawa pergi?
    [D09] Apakah ada yang akan dibawa pergi dalam tiga hari ini, atau sekarang ditahan?
    [D10] Apakah ada yang memaksa soal foto atau video, atau mengajak bertemu? Hari ini atau besok?
    [D11] Apakah orang yang menyakitinya masih bisa mendekati anak itu?
    [D12] Apakah nikahnya dalam tiga hari ini?
    [D13] Apakah ada yang tidak diberi makan atau obat sampai gawat?
    [T06] { $whose ->
        [self] Bertanya ini tidak apa-apa: apakah { kamu } sedang berpikir untuk bunuh diri?
       *[other] Bertanya ini tidak apa-apa: apakah ia pernah bilang atau terlihat ingin bunuh diri?
        [unknown] Bertanya ini tidak apa-apa: apakah ada yang sedang berpikir untuk bunuh diri?
    }
   *[D14] Apakah sekarang sedang dalam bahaya?
}
    .quiet = { $code ->
        [D02] Ada ancaman besar?
        [D03] Pakai alat?
        [D04] Soal leher atau napas, baru-baru ini?
        [D05] Sampai parah?
        [D06] Dalam tiga hari ini?
        [D07] Boleh kutanya pelan-pelan: apakah sekarang sudah tidak ingin hidup, atau sudah tahu caranya?
        [D08] Tidak boleh pergi?
        [D09] Mau dibawa pergi?
        [D10] Hari ini atau besok?
        [D11] Masih bisa mendekat?
        [D12] Dalam tiga hari ini?
        [D13] Tidak diberi makan atau obat?
        [T06] Boleh kutanya pelan-pelan: apakah sedang terpikir untuk bunuh diri?
       *[D14] Apakah itu sekarang?
    }
heard-several = Ketuk “Ya” kalau salah satunya benar.
    .quiet = “Ya” kalau salah satunya benar.
pick-heard-yes = ✔️ Ya
pick-heard-no = ✖️ Bukan, tidak begitu

# Someone is in danger now, the one who types or another person. Every part may be left out; a landmark is enough.
ask-distress-where = { $whose ->
    [other]
        Kalau aman, dampingi ia atau ajak ke tempat yang ada orang. Telepon: { $numbers }.

        Dua ketukan lagi, dan tanda bahaya terkirim ke petugas.

        Orang yang dalam bahaya ada di mana? Ketuk kecamatan, atau tulis desa atau patokan. Boleh dilewati.
   *[self]
        Kalau bisa, pergi ke tempat yang ada orang. Telepon: { $numbers }.

        Dua ketukan lagi, dan tanda bahaya terkirim ke petugas.

        { Kamu } ada di mana? Ketuk kecamatan, atau tulis desa atau patokan. Boleh dilewati.
}
    .quiet =
    { $numbers }.

    Dua ketukan lagi, lalu petugas diberi tahu.

    { $whose ->
        [other] Ia di mana?
       *[self] Di mana?
    } Boleh dilewati.
ask-distress-contact =
    Satu ketukan lagi, lalu terkirim. Boleh petugas menulis ke { kamu } di chat ini?

    Kalau lebih suka ditelepon, tulis nomor yang tidak diangkat orang itu. Petugas akan melihatnya.
    .quiet = Satu ketukan lagi: boleh ditulisi di sini? Atau tulis nomornya.
pick-distress-write = ✅ Boleh, tulis di sini
pick-distress-silent = 🔕 Jangan, kirim saja tandanya
ask-distress-sent =
    ✔️ Tanda bahaya sudah terkirim ke petugas.

    Jangan menunggu kami kalau masih berbahaya. Telepon: { $numbers }.

    { $whose ->
        [other] Kalau aman, dampingi ia atau ajak ke tempat yang ada orang.
       *[self] Kalau bisa, pergi ke tempat yang ada orang.
    }
    .quiet =
    ✔️ Terkirim.

    { $numbers }.
# The same, where only one person can open it: nothing may be promised in others' name.
ask-distress-sent-sealed =
    { $holder ->
        [head] ✔️ Tanda bahaya tersimpan dan terkunci. Hanya kepala kantor yang bisa membukanya.
        [keyholder] ✔️ Tanda bahaya tersimpan dan terkunci. Hanya pemegang kunci di luar kantor yang bisa membukanya; petugas tidak.
       *[supervisor] ✔️ Tanda bahaya tersimpan dan terkunci. Hanya atasan yang bisa membukanya.
    }

    Jangan menunggu kami kalau masih berbahaya. Telepon: { $numbers }.

    { $whose ->
        [other] Kalau aman, dampingi ia atau ajak ke tempat yang ada orang.
       *[self] Kalau bisa, pergi ke tempat yang ada orang.
    }
    .quiet =
    ✔️ Terkirim, terkunci.

    { $numbers }.

## Privacy and limits

ask-privacy = Bisa mengetik sekarang tanpa dilihat orang?
    .quiet = Bisa mengetik tanpa dilihat?
pick-privacy-yes = 👍 Bisa
pick-privacy-no = 👀 Tidak bisa

# What must be said before anything is told. Promise nothing that cannot be kept.
ask-limits =
    Sebelum mulai, ini perlu diketahui:

    • Yang membaca: petugas { $office }. Semua bantuannya gratis.
    • Nama, nomor, dan NIK tidak ditanya. Petugas tidak melihat akun Telegram ini.
    • Telegram tetap menyimpan chat ini, dan orang yang memegang HP ini bisa membacanya.
    • Kalau nyawa terancam atau ada kekerasan seksual, petugas harus bertindak dan bisa melibatkan polisi.
    • Pertanyaan apa pun boleh dilewati. Tulis “{ $exit }” kapan saja untuk berhenti: pesan 48 jam terakhir di sini kuhapus.
    • Yang tidak bisa kuhapus: pesan lebih lama, tangkapan layar, notifikasi, HP lain, dan chat ini di daftar.

    Kalau tiba-tiba berhenti dan tampak bahaya, boleh petugas membaca jawaban yang sudah ada? Kalau boleh, setiap jawaban disimpan.
    .quiet =
    Dibaca petugas, tanpa nama. Telegram tetap menyimpan chat ini.

    Kalau nyawa terancam, petugas harus bertindak. Tulis “{ $exit }” untuk berhenti: pesan 48 jam terakhir kuhapus.

    Tangkapan layar, notifikasi, HP lain, dan chat ini di daftar tetap ada.

    Kalau tiba-tiba berhenti dan gawat, boleh petugas membaca jawaban yang sudah ada? Kalau boleh, setiap jawaban disimpan.
pick-saving-go = 💾 Boleh
pick-saving-send = 📨 Hanya kalau kukirim

# Said to survivors only, before they tell anything: the office's legal duty (UU 12/2022 art. 41).
limits-police =
    Satu lagi: kalau yang terjadi kekerasan seksual, petugas wajib lapor ke polisi paling lama 3×24 jam.

    { Kamu } berhak didampingi. Dari chat ini, yang disampaikan hanya yang { kamu } { $voice ->
        [yes] tulis atau rekam
       *[no] tulis
    }.
    .quiet = Untuk hal tertentu, petugas wajib meneruskan ke pihak berwajib dalam 3×24 jam. { Kamu } berhak didampingi.

# They stopped half-way and have come back: the desk has what was saved, and why. Said once. After a pause (`seen`)
# somebody else may hold the phone: then no word of danger.
passed-on = { $seen ->
    [yes]
        Tadi sempat berhenti. Yang tersimpan sudah kuteruskan ke petugas, seperti kata di awal.

        Lanjutkan saja.
   *[no]
        Tadi { kamu } berhenti, dan dari jawabannya mungkin ada bahaya. Yang tersimpan sudah kuteruskan ke petugas.

        Lanjutkan saja: semuanya masuk ke laporan yang sama.
}
    .quiet = Tadi sempat berhenti, jadi yang tersimpan sudah kuteruskan. Lanjutkan saja.
passed-on-sealed =
    Tadi sempat berhenti. Jadi yang tersimpan sudah kukirim dan dikunci.

    { $holder ->
        [head] Hanya kepala kantor yang bisa buka. Lanjut saja ya.
        [keyholder] Hanya pemegang kunci di luar kantor yang bisa buka; petugas tidak. Lanjut saja ya.
       *[supervisor] Hanya atasan yang bisa buka. Lanjut saja ya.
    }
    .quiet = Tadi sempat berhenti. Jadi yang tadi sudah kukirim dan dikunci.

## Who

ask-who = Siapa yang mengalami, dan siapa yang bercerita?
    .quiet = Siapa?
pick-who-self = 🙋 Aku sendiri yang mengalami
    .quiet = Aku sendiri
pick-who-family = 👪 Aku keluarganya
    .quiet = Keluarga
pick-who-facilitator = 🤝 Aku fasilitator Forum Anak
    .quiet = Forum Anak
pick-who-witness = 👁 Aku tetangga, guru, atau saksi
    .quiet = Orang lain
pick-who-other = 💬 Lainnya

ask-age = Kira-kira berapa umur yang mengalami?
    .quiet = Umurnya?
ask-age-self = Kira-kira berapa umur { kamu }? Belum 18 tahun pun boleh melapor sendiri.
    .quiet = Umur?
pick-age-u5 = 0–4 tahun
pick-age-5_11 = 5–11 tahun
pick-age-12_14 = 12–14 tahun
pick-age-15_17 = 15–17 tahun
pick-age-18_24 = 18–24 tahun
pick-age-25_59 = 25–59 tahun
pick-age-60 = 60 ke atas

# If someone at the office must not read it, everything is locked for another person.
ask-insider = Apakah ada yang bekerja di { $office } dan tidak boleh membaca ini? Misalnya orang yang menyakiti, atau kerabatnya.
    .quiet = Ada orang kantor yang tidak boleh baca?
pick-insider-none = 👌 Tidak ada
pick-insider-some = 🔒 Ada
pick-insider-unknown = 🤷 Tidak tahu

## Own words

ask-words =
    Ceritakan sebisanya, dengan kata-kata sendiri. Satu kata pun cukup, dan boleh beberapa pesan.

    { $whose ->
        [self] Ini bukan salah { kamu }.
       *[other] Yang terjadi bukan salah yang mengalaminya.
    }
    .quiet = Tulis sebisanya. Satu kata cukup.
pick-words-hard = 😶 Susah dikatakan

## What happened

ask-acts = Apa yang terjadi? Boleh pilih beberapa, lalu ketuk “Selesai memilih”.
    .quiet = Yang mana? Boleh beberapa.
pick-act-hit = ✊ Dipukul atau disakiti
pick-act-touched = 🚫 Disentuh atau dipaksa
pick-act-image = 📱 Soal foto, video, atau HP
pick-act-married = 💍 Mau dinikahkan
pick-act-neglected = 🍚 Tidak diurus
pick-act-confined = 🚪 Dikurung atau dibawa pergi
pick-act-threatened = ⚠️ Diancam
pick-act-again = 🔁 Terjadi berkali-kali
pick-act-other = 💬 Lainnya

ask-wedding = Kapan rencana nikahnya?
    .quiet = Kapan rencananya?
pick-wedding-3d = ⏰ Dalam 3 hari ini
pick-wedding-30d = 📅 Dalam sebulan ini
pick-wedding-later = 🗓 Masih lebih lama
pick-wedding-done = ✔️ Sudah terjadi
pick-wedding-unsure = 🤷 Tidak tahu

ask-image = Apakah ada tenggat waktu, ajakan bertemu, atau ancaman?
    .quiet = Ada tenggat atau ancaman?
pick-image-now = ⏰ Ya, hari ini atau besok
pick-image-later = 📅 Ya, masih beberapa hari lagi
pick-image-threat = ⚠️ Diancam, tanpa waktu tertentu
pick-image-spread = 📤 Sudah disebar
pick-image-none = 👌 Tidak ada

ask-held = Siapa yang menahan atau membawa?
    .quiet = Oleh siapa?
pick-held-home = 🏠 Keluarga atau pasangan
pick-held-job = 🧳 Orang yang memberi kerja
pick-held-leaving = 🚌 Akan dibawa pergi dalam 3 hari ini
pick-held-promised = 💼 Baru dijanjikan kerja di tempat jauh
pick-held-stranger = ❔ Orang lain
pick-held-free = 🕊 Sekarang sudah bebas

ask-often = Seberapa sering?
    .quiet = Sering?
pick-often-many = 🔁 3 kali atau lebih dalam sebulan ini
pick-often-worse = 📈 Makin lama makin parah
pick-often-some = 🕰 Kadang-kadang

ask-other = Mana yang paling dekat?
    .quiet = Yang mana?
pick-other-bullied = 😢 Dirundung atau diejek
pick-other-saw = 🧒 Anak melihat kekerasan
pick-other-work = 🧹 Disuruh bekerja atau dimanfaatkan
pick-other-talk = 🫂 Butuh teman bicara
pick-other-ask = ❓ Mau bertanya
pick-other-prevent = 🛡 Supaya tidak terjadi

## When and where

ask-when = Kapan terakhir terjadi?
    .quiet = Kapan terakhir?
pick-when-now = 🔴 Sedang terjadi
pick-when-72h = 📅 Dalam 3 hari ini
pick-when-5d = 📅 Dalam 5 hari ini
pick-when-7d = 📅 Dalam seminggu ini
pick-when-30d = 🗓 Dalam sebulan ini
pick-when-1y = 🗓 Dalam setahun ini
pick-when-older = 🕰 Lebih dari setahun
pick-when-unsure = 🤷 Tidak yakin

ask-where = Di kecamatan mana? Ketuk, atau tulis namanya.
    .quiet = Di mana?
pick-area-elsewhere = 🗺 Di luar daerah ini

## Ready, look and change

ask-ready = Siap dikirim ke petugas. Sesudah terkirim, { kamu } masih boleh menambah.
    .quiet = Siap dikirim.
pick-ready-change = ✏️ Lihat dan ubah

ask-review = Ketuk yang mau diubah.
    .quiet = Mana yang diubah?
review-line = • { $step }: { $options }
review-given = • { $step }: sudah diisi
review-open = • { $step }: –
pick-change-who = Siapa
pick-change-age = Umur
pick-change-insider = Yang tidak boleh baca
pick-change-words = Cerita
pick-change-acts = Yang terjadi
pick-change-when = Kapan
pick-change-where = Tempat
