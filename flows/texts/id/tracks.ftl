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
close-unreachable = Tidak bisa dihubungi lagi
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
