### The office's services and a case's life, for officers on a phone. Short labels: they stand on buttons.

## States of a case

state-baru = belum diterima
state-diterima = diterima
state-asesmen = sudah diasesmen
state-rencana = rencana dibuat
state-layanan = layanan berjalan
state-selesai = selesai
state-ditutup = ditutup
state-dialihkan = dialihkan

close-solved = Sudah aman, tidak perlu layanan
close-declined = Penyintas tidak mau dilanjutkan
close-lost = Tidak bisa dihubungi lagi
close-elsewhere = Ditangani lembaga lain
close-outside = Di luar tugas kantor
close-mistake = Salah kirim atau uji coba
close-double = Digabung ke kasus lain

## The eight services

track-outreach = 🚗 Penjangkauan
track-legal = ⚖️ Pendampingan hukum & APH
track-medical = 🏥 Pemeriksaan medis & visum
track-shelter = 🏠 Rumah aman
track-psych = 🫂 Psikososial
track-rehab = 🌱 Rehabilitasi sosial
track-reintegration = 🏡 Reintegrasi (Sentra Margo Laras)
track-economy = 🧺 Ekonomi
# No service: the case itself goes to another office of this deployment.
track-transfer = 🏢 Pindah kantor

team-worker = Pekerja sosial
team-psychologist = Psikolog
team-p3a = Staf P3A
team-health = Tenaga kesehatan
team-police = Unit PPA

## What is noted

field-provider = Mitra
field-due = Tenggat
field-outcome = Hasil
value-outcome-reached = Tercapai
value-outcome-partly = Sebagian
value-outcome-declined = Ditolak penyintas
value-outcome-unneeded = Ternyata tidak perlu

field-visit_on = Tanggal berkunjung
field-who_goes = Yang berangkat
value-who_goes-worker = Pekerja sosial
value-who_goes-psychologist = Psikolog
value-who_goes-team = Tim kantor
value-who_goes-cadre = Bersama kader
field-meet_at = Bertemu di
value-meet_at-home = Rumah
value-meet_at-school = Sekolah
value-meet_at-clinic = Puskesmas
value-meet_at-office = Kantor
value-meet_at-elsewhere = Tempat lain
field-met = Bertemu?
value-met-yes = Ya
value-met-no = Tidak
value-met-again = Dijadwal ulang

field-report_no = Nomor LP
field-unit = Unit APH
field-stage = Tahap
value-stage-lidik = Lidik
value-stage-sidik = Sidik
value-stage-p21 = P21
value-stage-trial = Sidang
value-stage-verdict = Putusan
value-stage-stopped = Dihentikan
field-hearing = Sidang atau pemeriksaan
field-companion = Pendamping
value-companion-worker = Pekerja sosial
value-companion-psychologist = Psikolog
value-companion-lawyer = Penasihat hukum
value-companion-family = Keluarga
field-lpsk = LPSK
value-lpsk-asked = Diajukan
value-lpsk-granted = Diterima
value-lpsk-refused = Ditolak
value-lpsk-unneeded = Tidak perlu
field-restitution = Restitusi
value-restitution-asked = Diajukan
value-restitution-granted = Dikabulkan
value-restitution-refused = Ditolak
value-restitution-unneeded = Tidak diminta
field-attended = Hadir?
value-attended-yes = Hadir
value-attended-no = Tidak hadir
value-attended-moved = Ditunda

field-treatment = Pengobatan
value-treatment-treated = Sudah diobati
value-treatment-going = Sedang berjalan
value-treatment-waiting = Belum diobati
value-treatment-declined = Penyintas tidak mau
value-treatment-unneeded = Tidak perlu
field-hospital = Rumah sakit
field-request_no = Nomor permintaan visum polisi
field-guarantee_no = Nomor surat jaminan
field-cost = Biaya (Rp)
field-fund = Sumber dana
value-fund-apbd = APBD
value-fund-dak = DAK
value-fund-bpjs = BPJS
value-fund-hospital = Rumah sakit
value-fund-other = Lainnya
field-left = Sisa anggaran (Rp)

field-need = Kebutuhan
value-need-tonight = Malam ini
value-need-days = Beberapa hari
value-need-unneeded = Tidak perlu
field-since = Mulai
field-nights = Lama (malam)
field-return_plan = Rencana pulang
value-return_plan-family = Ke keluarga
value-return_plan-relative = Ke kerabat
value-return_plan-alone = Mandiri
value-return_plan-longer = Perlu lebih lama
value-return_plan-unknown = Belum tahu
field-return_on = Tanggal pulang

field-session = Tanggal sesi
field-place = Tempat sesi
value-place-office = Kantor
value-place-clinic = Puskesmas
value-place-hospital = Rumah sakit
value-place-school = Sekolah
value-place-elsewhere = Tempat lain

field-by = Oleh
value-by-office = Kantor
value-by-lks = LKS
value-by-sentra = Sentra
field-until = Sampai

field-letter_no = Nomor surat
field-transport = Kendaraan
value-transport-office = Kantor
value-transport-sentra = Sentra
value-transport-family = Keluarga
field-enters = Masuk Sentra
field-leaves = Keluar Sentra
field-village_visit = Kunjungan ke desa

field-aid = Bantuan
value-aid-sembako = Sembako
value-aid-business = Kewirausahaan
value-aid-both = Keduanya
field-for_whom = Untuk
value-for_whom-survivor = Penyintas
value-for_whom-family = Keluarganya
field-basis = Dasar
value-basis-register = Data terpadu (DTSEN)
value-basis-assessment = Hasil asesmen
value-basis-letter = Surat keterangan tidak mampu
field-given = Tanggal diberikan

## Why something does not go; one sentence, and what would

desk-why-not-sealed = Kasus ini tidak tertutup bagi kantor: dijawab dan dialihkan di bot piket.
desk-why-take-first = Kasus ini belum diterima. Ketuk Terima dulu.
desk-why-changed = Kasus ini baru saja diubah petugas lain. Lihat keadaannya sekarang, lalu ulangi.
desk-why-not-from-here = Langkah itu tidak berlaku dari keadaan kasus sekarang.
desk-why-closed = Kasus ini sudah ditutup. Buka lagi dulu kalau masih perlu.
desk-why-assessment-empty = Pilih paling sedikit satu orang tim dan satu kebutuhan.
desk-why-assess-first = Layanan itu dibuka sesudah asesmen menyebutnya. Isi Asesmen dulu.
desk-why-track-open = Layanan itu sudah berjalan.
desk-why-no-track = Layanan itu tidak ada di kasus ini.
desk-why-track-over = Layanan itu sudah selesai.
desk-why-tracks = Masih ada layanan berjalan. Isi hasilnya dulu.
desk-why-value = Isian itu tidak cocok. Coba sekali lagi.
desk-why-until = Tanggalnya harus hari ini sampai paling lama setahun ke depan.
desk-why-no-officer = Petugas itu tidak bisa dipilih untuk kasus ini.
desk-why-dont-visit = Pelapor bilang JANGAN datang ke rumah. Kunjungan perlu alasan tertulis dan persetujuan orang kedua.
desk-why-consent = Belum ada izin penyintas untuk langkah ini ke lembaga itu, atau izinnya sudah berakhir. Minta izin dulu, atau catat dasar hukumnya.
desk-why-no-consent = Izin itu sudah tidak berlaku.
desk-why-said-no = Penyintas sudah menolak atau menarik izin ini. Tanyakan lagi kepadanya, atau catat nomor surat izin yang ia tandatangani sesudah itu.
desk-why-not-survivor = Pelapor bukan penyintas atau keluarganya, jadi izinnya tidak bisa ditanyakan lewat chat ini. Tanyakan langsung, lalu catat izin di kertas.
# A call for help is all there is so far.
desk-why-who-unknown = Belum diketahui siapa yang menulis. Minta ia menekan “{ control-next }” dan menjawab; sesudah itu izinnya bisa ditanyakan.
desk-why-asked-already = Itu sudah ditanyakan dan masih menunggu.
desk-why-referred-already = Rujukan ke lembaga itu sudah berjalan.
desk-why-referral = Masih ada rujukan yang berjalan. Catat hasilnya atau batalkan dulu.
desk-why-clock = Batas waktu hukum masih berjalan. Catat nomor surat, atau minta persetujuan orang kedua.
desk-why-no-clock = Batas waktu itu tidak sedang berjalan.
desk-why-letter = Tulis nomor suratnya: 4 sampai 120 huruf, dengan angkanya.
desk-why-reason = Tulis alasannya dengan jelas, 10 sampai 500 huruf.
desk-why-not-lower = Urgensi hanya bisa diturunkan dari keadaannya sekarang.
desk-why-two = Kasus DARURAT atau TINGGI diakhiri dua orang: tulis alasannya, lalu orang kedua menyetujui.
desk-why-second = Yang meminta tidak bisa menyetujui sendiri. Orang kedua yang mengetuk.
desk-why-decided = Itu sudah diputuskan.
desk-why-merge-self = Kasus tidak bisa digabung dengan dirinya sendiri.
desk-why-merge-tracks = Layanan yang sama berjalan di kedua kasus. Selesaikan di salah satunya dulu.
desk-why-moved = Kasus ini sudah dialihkan ke kantor lain; di sini tinggal catatannya.
desk-why-move-nowhere = Kantor itu tidak ada di pemasangan ini, atau kuncinya tidak bisa dibaca. Tidak ada yang berubah.
desk-why-move-stranger = Kantor itu bukan bagian dari pemasangan ini. Tidak ada yang berubah.
desk-why-move-double = Di pemasangan ini ada dua kantor dengan nama atau kunci yang sama. Tidak ada yang berubah; operator perlu memeriksa folder kantornya.
desk-why-move-key = Kunci kantor itu di sini bukan kunci yang dipegang piketnya sekarang. Tidak ada yang berubah; operator: salin lagi keys/public dari kantor itu.
desk-why-move-rights = Hak basis data belum dimutakhirkan sesudah pembaruan, jadi kasusnya tetap di sini. Operator: wadul db roles --apply.
desk-why-move-asleep = Piket kantor itu sedang tidak bisa dipanggil. Telepon kantornya, lalu coba lagi; kasusnya tetap di sini.
desk-why-move-merged = Kasus gabungan tidak bisa pindah kantor: pelapornya lebih dari satu. Rujuk ke kantor itu seperti ke lembaga lain.
desk-why-move-unread = Ada bagian yang tidak bisa dibuka di sini, jadi kasusnya tetap di sini. Rujuk ke kantor itu seperti ke lembaga lain.
desk-why-which-reporter = Sesudah digabung, tidak jelas siapa yang akan membacanya. Belum ada yang terkirim.

## Quiet words to whoever has the case

desk-follow-up = 🧭 Tindak lanjut
# A duress word was used. On a locked screen it must say nothing.
desk-notice-heed = 👀 { $number }: ketuk Buka dan baca kartunya dulu, sebelum apa pun.
desk-notice-due = ⏰ { $number }: ada langkah atau batas waktu yang jatuh tempo.
desk-notice-second = 🤝 { $number }: rekan Anda minta persetujuan orang kedua.
desk-notice-second-agreed-lower = ✅ { $number }: orang kedua setuju, urgensinya turun.
desk-notice-second-agreed-clock = ✅ { $number }: orang kedua setuju, batas waktunya ditutup tanpa surat.
desk-notice-second-agreed-visit = ✅ { $number }: orang kedua setuju dengan kunjungannya.
desk-notice-second-agreed-end = ✅ { $number }: orang kedua setuju, kasusnya berakhir.
desk-notice-second-declined-lower = ❌ { $number }: orang kedua tidak setuju. Urgensinya tetap.
desk-notice-second-declined-clock = ❌ { $number }: orang kedua tidak setuju. Batas waktunya tetap berjalan.
desk-notice-second-declined-visit = ❌ { $number }: orang kedua tidak setuju dengan kunjungannya.
desk-notice-second-declined-end = ❌ { $number }: orang kedua tidak setuju. Kasusnya tetap berjalan.
desk-notice-silent = 🔕 { $number }: pelapor tidak membuka tiga kabar berturut-turut. Bot berhenti mengetuk; pikirkan jalan lain yang aman.
desk-notice-consent-granted = ✅ { $number }: izin diberikan.
desk-notice-consent-refused = 🚫 { $number }: izin tidak diberikan.
desk-notice-consent-withdrawn = ⛔ { $number }: izin ditarik. Rujukannya dibatalkan; jangan kirim data lagi.
desk-notice-consent-ended = ⌛ { $number }: masa izin habis. Rujukannya dibatalkan; jangan kirim data lagi.

## Tindak lanjut: the screens. Readers: officers with one hand free. Say where one stands, then what can be tapped.

desk-day = { $days ->
    [-3] 3 hari lalu
    [-2] 2 hari lalu
    [-1] Kemarin
    [0] Hari ini
    [1] Besok
   *[other] { $days } hari
}
desk-work-head = 🧭 { $number } · { $urgency } · { $state }
desk-work-assessed = Asesmen { $day }
desk-work-clock = ⏳ { $clock }: { $due }
desk-work-merged = { $number } sudah digabung ke { $into }.
desk-work-gone = ↪️ Dialihkan ke { $to }. Semua yang diceritakan ada di sana; di sini tinggal catatannya.
desk-work-before = 📜 Dari kantor sebelumnya
desk-work-tap = Ketuk pilihannya saja; yang tadi Anda tulis belum disimpan. /batal untuk berhenti.
desk-work-assess = 📋 Asesmen
desk-work-tracks = 🧩 Layanan
desk-work-leave = 🤝 Izin & rujukan
desk-work-clocks = ⏳ Batas waktu
desk-work-lower = ⬇️ Turunkan urgensi
desk-work-merge = 🔗 Gabung
desk-work-end = 🏁 Selesai / tutup
desk-work-reopen = 🔄 Buka lagi
desk-work-second = ✍️ Persetujuan kedua
desk-work-back = ⬅️ Kembali
desk-work-save = 💾 Simpan
desk-work-visit = ⛔ Tetap berkunjung: minta persetujuan kedua
desk-work-owner = 👤 Pemegang
desk-work-assessing = 📋 Asesmen { $number }: kapan, siapa yang hadir, layanan apa yang perlu. Ketuk, lalu Simpan.
desk-work-services = 🧩 Layanan { $number }. Yang bisa dibuka mengikuti asesmen; yang darurat boleh lebih dulu.
desk-work-service = • { $track } · { $owner } · tenggat { $due }
desk-work-begin = ➕ { $track }
desk-work-sessions = Sesi tercatat: { $count }
desk-work-choose = { $field }: { $typed ->
    [date] ketuk, atau tulis tanggalnya (mis. 5/12).
    [number] tulis angkanya.
    [text] tulis isinya, paling panjang 120 huruf. Tanpa nama penyintas, tanpa alamat.
   *[other] ketuk satu.
}
desk-work-whose = Siapa yang memegang langkah ini di { $number }?
desk-write-reason = ✍️ { $number }: tulis alasannya di sini (10 sampai 500 huruf). /batal untuk berhenti.
desk-write-end = ✍️ { $number } ({ $urgency }): { $how }. Tulis alasannya di sini (10 sampai 500 huruf).{ $two ->
    [yes] { " " }Orang kedua membacanya sebelum kasus berakhir.
   *[no] { "" }
} /batal untuk berhenti.
desk-write-signed = ✍️ { $number }: penyintas sudah menolak atau menarik izin ini. Kalau sesudah itu ia menandatangani surat izin, tulis nomor suratnya di sini. Kalau belum, ketuk Kembali dan tanyakan lagi kepadanya. /batal untuk berhenti.
desk-write-letter = ✍️ { $number }: tulis nomor suratnya di sini. /batal untuk berhenti.

desk-leave-which = 🤝 { $number }: izin untuk layanan yang mana?
desk-leave-none = 🤝 { $number }: belum ada layanan yang memerlukan izin. Buka layanannya dulu.
desk-leave-nothing = Belum ada izin. Tanpa izin atau dasar hukum, nama tidak keluar dari kantor.
desk-leave-line = { $state ->
    [asked] ⏳ ditanyakan
    [granted] ✅ diizinkan
    [refused] 🚫 tidak diizinkan
    [withdrawn] ⛔ ditarik
   *[ended] ⌛ berakhir
} · { $to } · sampai { $until }{ $how ->
    [paper] { " " }· di kertas
   *[other] { "" }
}
desk-leave-ask-chat = 💬 Minta izin lewat chat
desk-leave-ask-paper = 📝 Izin di kertas: ya
desk-leave-ask-no = 📝 Di kertas: tidak
desk-leave-to = { $number }: ke lembaga yang mana?
desk-leave-until = { $number }: izin untuk { $to } berlaku berapa lama?
desk-leave-back = ⛔ Catat: izin ditarik, { $to }
desk-refer = 📨 Rujuk
desk-refer-line = 📨 { $to } · { $state ->
    [offered] ditawarkan
    [accepted] diterima
    [rejected] ditolak
    [done] selesai
   *[revoked] DIBATALKAN, jangan kirim data lagi
}{ $ground ->
    [law] { " " }· kewajiban hukum
    [vital] { " " }· nyawa terancam
   *[consent] { "" }
}
desk-refer-step = { $to }: { $state ->
    [accepted] diterima
    [rejected] ditolak
    [done] selesai
   *[revoked] batalkan
}
desk-refer-to = { $number }: { $agreed ->
    [yes] rujuk ke lembaga yang diizinkan, atau atas dasar hukum.
   *[no] belum ada izin yang berlaku. Rujukan hanya atas dasar hukum, dengan alasannya.
}
desk-refer-law = ⚖️ Atas kewajiban hukum
desk-refer-vital = 🚑 Nyawa terancam

desk-second-head = ✍️ { $number }: menunggu orang kedua
desk-second-line = { $kind ->
    [lower] Turunkan urgensi ke { $about }
    [clock] Tutup tanpa surat: { $about }
    [end] Akhiri kasus ini: { $about }
   *[visit] Berkunjung walau pelapor bilang JANGAN
} · diminta { $by }
    “{ $reason }”
desk-second-stale = ⚠️ Sesudah itu kasus ini dipanggilkan lagi atau urgensinya berubah. Ini hanya bisa ditolak; kalau masih perlu, minta lagi.
desk-second-yes = ✅ Setuju
desk-second-no = ❌ Tidak setuju
desk-lower = { $number } sekarang { $urgency }. Diturunkan ke mana? Perlu alasan dan orang kedua.

desk-clocks = ⏳ { $number } { $any ->
    [yes] · batas waktu:
   *[no] : tidak ada batas waktu yang berjalan.
}
desk-clock-line = • { $clock }{ $due ->
    [none] { "" }
   *[other] { ": " }{ $due }
}{ $closed ->
    [letter] { " " }· ditutup dengan surat
    [signed] { " " }· ditutup dua orang
   *[no] { "" }
}
desk-clock-letter = ✉️ Nomor surat ({ $clock })
desk-clock-sign = ✍️ Tanpa surat: orang kedua ({ $clock })
desk-clock-own-words = 🗣 Penyintas bercerita ke peksos/psikolog (kekerasan seksual)

desk-merge = 🔗 { $any ->
    [yes] { $number } digabung ke kasus mana? Hanya kalau penyintasnya sama.
   *[no] Tidak ada kasus terbuka lain untuk { $number }.
}
desk-merge-sure = 🔗 Gabungkan { $number } ke { $into }? Laporannya pindah, { $number } ditutup, urgensi tertinggi dipakai.
desk-merge-yes = 🔗 Ya, gabungkan

desk-end = 🏁 { $number } diakhiri karena apa?{ $two ->
    [yes] { " " }Kasusnya { $urgency }: perlu alasan tertulis dan orang kedua.
   *[no] { "" }
}
desk-end-finish = ✅ Selesai: semua layanan tuntas
desk-end-hand-on = ↪️ Alihkan ke lembaga lain
desk-end-handed = ↪️ dialihkan ke { $to } ({ $right })
desk-move = 🏢 { $number } milik { $to }? Seluruh laporannya pindah ke sana.{ $state ->
    [granted] { " " }Penyintas sudah mengizinkan.
    [asked] { " " }Izinnya sudah ditanyakan dan masih ditunggu.
   *[none] { " " }Tanyakan izinnya dulu, atau pakai dasar hukum.
}
desk-move-chat = 💬 Minta izin lewat chat
desk-move-paper = 📝 Izin di kertas: ya
desk-move-sure = 🏢 { $number } → { $to }

    Ikut pindah, dikunci ulang untuk kantor itu: laporan { $reports }, rekaman { $voices }, nomor telepon { $numbers }, surat ke pelapor { $letters }, riwayat tindakan { $deeds }.

    Di sana ia kasus baru dengan urgensi yang sama, dan piketnya langsung dipanggil. Pelapor tetap menulis di chat yang sama; yang membaca kantor itu. Periksa dulu (kata-kata pelapor dibaca di kantor): adakah orang di { $to } yang disebut di sana? Di sini kasus ditutup dan ceritanya tidak bisa dibuka lagi.{ $two ->
    [yes] { " " }Sesudah ini tulis alasannya; orang kedua menyetujui.
   *[no] { "" }
}
desk-move-yes = 🏢 Ya, pindahkan
desk-move-before = 📜 { $number }: yang dikerjakan sebelum sampai di sini
desk-moved-from = Dari { $office }, nomornya di sana { $number }
desk-moved-assessed = Asesmen { $day }: { $needs }
desk-moved-register = Nomor register Simfoni: { $no }
desk-moved-letter = ✉️ { $day }, surat ke pelapor
desk-moved-note = Pindahan dari { $office } (di sana { $number }). Riwayatnya: Tindak lanjut, Dari kantor sebelumnya.
desk-end-right = { $number } dialihkan ke { $to }. Dasarnya?
desk-end-by-consent = 🤝 Penyintas mengizinkan
desk-end-by-law = ⚖️ Kewajiban hukum

desk-done-assessed = ✔️ Asesmen { $number } tersimpan.
desk-done-asked = { $how ->
    [push] ✔️ Pertanyaan dikirim. Pelapor { $number } diberi tahu “Ada kabar.”
   *[wait] ✔️ Pertanyaan tersimpan. Pelapor { $number } tidak minta ditulisi; ia membacanya kalau kembali.
}
desk-done-recorded = { $granted ->
    [yes] ✔️ Izin di kertas untuk { $to } dicatat.
   *[no] ✔️ Penolakan untuk { $to } dicatat.
}
desk-done-taken-back = ⛔ Izin ditarik. Rujukan yang dibatalkan: { $count }. Jangan kirim data lagi.
desk-done-referred = ✔️ Rujukan ke { $to } dicatat. Bot tidak memberi tahu siapa pun; hubungi sendiri.
desk-done-letter = ✔️ Nomor surat { $number } dicatat; batas waktunya ditutup.
desk-done-second = ✔️ { $number }: menunggu orang kedua. Rekan Anda sudah diberi tahu.
desk-done-agreed = ✔️ { $number }: disetujui dan berlaku sekarang.
desk-done-declined = ✔️ { $number }: tidak disetujui. Tidak ada yang berubah.
desk-done-own-words = ⏳ Dicatat. Laporan ke polisi paling lambat { $due } (UU TPKS pasal 41).
desk-done-merged = 🔗 { $number } digabung ke { $into }.{ $raised ->
    [yes] { " " }Semua dipanggil lagi ke { $into }.
   *[no] { "" }
}
desk-done-moved = 🏢 { $number } sudah pindah ke { $to }. Piket di sana sedang dipanggil.
desk-done-ended = ✔️ { $number }: { $state }.
desk-done-reopened = 🔄 { $number } dibuka lagi dan dipanggilkan.
