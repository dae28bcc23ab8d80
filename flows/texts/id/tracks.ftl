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
desk-why-no-officer = Petugas itu tidak ada di daftar piket.
desk-why-dont-visit = Pelapor bilang JANGAN datang ke rumah. Kunjungan perlu alasan tertulis dan persetujuan orang kedua.
desk-why-consent = Belum ada izin penyintas untuk langkah ini ke lembaga itu, atau izinnya sudah berakhir. Minta izin dulu, atau catat dasar hukumnya.
desk-why-no-consent = Izin itu sudah tidak berlaku.
desk-why-not-survivor = Pelapor bukan penyintas atau keluarganya, jadi izinnya tidak bisa ditanyakan lewat chat ini. Tanyakan langsung, lalu catat izin di kertas.
desk-why-asked-already = Itu sudah ditanyakan dan masih menunggu.
desk-why-referred-already = Rujukan ke lembaga itu sudah berjalan.
desk-why-referral = Masih ada rujukan yang berjalan. Catat hasilnya atau batalkan dulu.
desk-why-clock = Batas waktu hukum masih berjalan. Catat nomor surat, atau minta persetujuan orang kedua.
desk-why-no-clock = Batas waktu itu tidak sedang berjalan.
desk-why-letter = Tulis nomor suratnya, paling panjang 120 huruf.
desk-why-reason = Tulis alasannya dengan jelas, 10 sampai 500 huruf.
desk-why-not-lower = Urgensi hanya bisa diturunkan dari keadaannya sekarang.
desk-why-second = Yang meminta tidak bisa menyetujui sendiri. Orang kedua yang mengetuk.
desk-why-decided = Itu sudah diputuskan.
desk-why-merge-self = Kasus tidak bisa digabung dengan dirinya sendiri.
desk-why-merge-tracks = Layanan yang sama berjalan di kedua kasus. Selesaikan di salah satunya dulu.
desk-why-which-reporter = Sesudah digabung, tidak jelas siapa yang akan membacanya. Belum ada yang terkirim.

## Quiet words to whoever has the case

desk-follow-up = 🧭 Tindak lanjut
desk-notice-due = ⏰ { $number }: ada langkah atau batas waktu yang jatuh tempo.
desk-notice-second = 🤝 { $number }: rekan Anda minta persetujuan orang kedua.
desk-notice-silent = 🔕 { $number }: pelapor tidak membuka tiga kabar berturut-turut. Bot berhenti mengetuk; pikirkan jalan lain yang aman.
desk-notice-consent-granted = ✅ { $number }: izin diberikan.
desk-notice-consent-refused = 🚫 { $number }: izin tidak diberikan.
desk-notice-consent-withdrawn = ⛔ { $number }: izin ditarik. Rujukannya dibatalkan; jangan kirim data lagi.
desk-notice-consent-ended = ⌛ { $number }: masa izin habis. Rujukannya dibatalkan; jangan kirim data lagi.
