### The desk's side: alerts, the card, replies. Readers: officers, on a phone, perhaps woken by it.

desk-acknowledge = ✋ Terima
desk-open = 📂 Buka
desk-reply = ✉️ Balas

## Alerts: number, urgency, kecamatan and age, nothing else

# Its mark stays until somebody acted: taking a case helps nobody yet. In the group no age is said.
alert = { $acted ->
    [yes] ✅
   *[no] { $urgency ->
        [DARURAT] 🔴
        [TINGGI] 🟠
        [SEDANG] 🟡
       *[other] 🟢
    }
} Laporan { $number } · { $urgency }
    { $place }{ $age ->
    [none] { "" }
   *[other] { " " }· { $age }
}
    kode { $code }{ $again ->
    [0] { "" }
   *[other] { " " }· panggilan ke-{ $again }
}
alert-taken = ✋ Diterima { $name }, { $time } (menunggu { $waits })
alert-handed = 🔁 Pada { $name }, { $time } (menunggu { $waits })
alert-sealed = { $urgency ->
    [DARURAT] 🔴
    [TINGGI] 🟠
    [SEDANG] 🟡
   *[other] 🟢
} Laporan tertutup { $number } · { $urgency }
    Hanya bisa dibuka dengan kunci eskalasi: wadul case show { $number } --escalation
    kode { $code }
# Only a counter: the people of the group may include the one who must not know.
sealed-counter = 🔒 Ada laporan tertutup yang menunggu pemegang kunci eskalasi, tetapi bot tidak bisa menjangkaunya. Mohon sampaikan kepadanya.
addition = ✏️ { $number }: ada tambahan dari pelapor.
# To an officer who wrote to the reporter before: this may be the answer they wait for.
desk-answered = 💬 { $number } · { $urgency }: ada tambahan dari pelapor, sesudah jawaban petugas.
alarm-storage-write = ⚠️ Penyimpanan tidak bisa menulis sejak { $time }. Sekarang sudah pulih; laporan yang tertahan sudah diproses.
alarm-telegram-401 = ⚠️ Bot pelapor tidak bisa menerima laporan sejak { $time }: tokennya dicabut. Pasang token baru, lalu jalankan ulang.
alarm-turn-failed = ⚠️ Ada pesan pelapor sejak { $time } yang tidak bisa diproses karena kesalahan program. Pesannya tidak tersimpan; pelapor diminta mengirim lagi. Beri tahu yang merawat Wadul.
alarm-desk-telegram-401 = ⚠️ Bot piket tidak bisa mendengar ketukan petugas sejak { $time }: tokennya dicabut. Pasang token baru, lalu jalankan ulang.
alarm-desk-telegram-409 = ⚠️ Ada program lain yang memakai token bot piket sejak { $time }. Ketukan bisa tidak sampai: hentikan salah satunya. Sementara itu buka kasus lewat terminal (wadul case list).
alarm-telegram-409 = ⚠️ Ada program lain yang memakai token bot pelapor sejak { $time }. Laporan bisa tersesat: hentikan salah satunya.
alarm-send-refused = ⚠️ Sejak { $time } ada pemberitahuan yang ditolak Telegram karena kesalahan program. Bot terus mencobanya. Lihat laporan yang terbuka dengan `wadul case list`, dan beri tahu yang merawat Wadul.
alarm-mail-down = ⚠️ E-mail piket tidak sampai sejak { $time }: servernya tidak menjawab atau menolak. Tetap dicoba terus. Periksa [mail] di berkas kantor.
alarm-webhook-down = ⚠️ Webhook tidak sampai sejak { $time }: penerimanya tidak menjawab atau menolak. Tetap dicoba terus. Periksa [webhook] di berkas kantor.
alarm-webhook-gone = ⚠️ Penerima webhook berkata tidak mau menerima lagi (410), sejak { $time }. Data laporan { $number } tidak dikirim ke sana. Hubungi penerimanya, atau matikan [webhook] di berkas kantor.
alarm-sms-down = ⚠️ SMS piket tidak terkirim sejak { $time }: layanannya tidak menjawab atau menolak. Tetap dicoba terus. Periksa [sms] di berkas kantor.
alarm-primero-down = ⚠️ Primero tidak menerima kasus sejak { $time }: servernya tidak menjawab atau menolak. Tetap dicoba terus. Periksa [primero] di berkas kantor.
alarm-primero-refused = ⚠️ Primero menolak isi kasus { $number } (422) pada { $time }. Masukkan kasus ini dengan tangan, lalu sesuaikan [primero.fields] di berkas kantor.
officer-unreachable = ⚠️ Bot tidak bisa menjangkau { $name } secara pribadi. Mintalah ia membuka bot ini dan menekan Start.
group-unreachable = ⚠️ Bot tidak bisa menulis ke grup piket. Peringatan hanya masuk lewat pesan pribadi. Periksa grupnya.

place-unknown = tempat belum diketahui
age-unknown = umur belum diketahui

## Outside Telegram: a mail, an SMS. Their subject is all a locked screen shows: it says nothing

outside-subject = Piket: cek HP
outside-mail = { $number } · { $urgency } · { $age }
outside-head-subject = Catatan harian
outside-head =
    { $head }

    Ini ujung rantai catatan hari ini. Simpan suratnya: dengan ujung ini terlihat kalau catatan sesudahnya dipotong.
    Periksa kapan saja: wadul audit verify --anchor { $head }

## What an officer hears back

desk-hello = Halo { $name }. Mulai sekarang bot ini bisa membangunkan Anda kalau ada laporan. Laporan terbuka: { $open }.
desk-stranger = Bot ini hanya untuk petugas piket. Kalau Anda petugas, mintalah kantor mendaftarkan nomor Telegram Anda. Kalau sedang butuh pertolongan, telepon { $numbers }.
desk-too-long = Jawaban itu terlalu panjang untuk satu pesan. Tolong kirim lagi dalam bagian yang lebih pendek; belum ada yang terkirim.
desk-which = Jawaban ini untuk laporan yang mana? Ketuk Balas pada laporannya dulu; belum ada yang terkirim.
desk-taken = { $number } Anda terima.
desk-taken-before = { $number } sudah diterima { $name }.
# The button was made before the reporter called again or told of more: its reader has not seen what is at stake now.
desk-called-anew = Belum diterima. Urgensinya naik, atau pelapor memanggil lagi: lihat pemberitahuan yang baru untuk { $number }.
desk-taken-sealed = Laporan { $number } hanya bisa dibuka pemegang kunci eskalasi.
desk-not-yours = Tombol ini hanya untuk petugas piket.
desk-not-here = Tombol ini hanya berlaku di grup piket atau di chat pribadi dengan bot ini.
desk-gone = Laporan itu tidak ada.
desk-start-first = Buka bot ini secara pribadi dan tekan Start dulu, supaya laporannya bisa dikirim ke Anda.
desk-sent-private = Dikirim ke chat pribadi Anda.
desk-opening = Membuka laporan { $number } …
desk-wiped = Kartu { $number } sudah dihapus dari chat ini.
desk-reply-now = Tulis jawaban untuk pelapor { $number }. Satu pesan berikutnya, sampai { $until }, dikirim apa adanya. /batal untuk berhenti.
desk-reply-cancelled = Baik. Yang Anda tulis sekarang tidak dikirim ke siapa pun.
# They opened another case in between: what they type now must not go to the first one's reporter.
desk-reply-turned = Balas ke pelapor { $number } dihentikan; yang Anda tulis sekarang tidak terkirim.
# Never asked, or passed over, is not a no: then it may still be asked.
desk-replied = { $how ->
    [push] Terkirim. Pelapor { $number } diberi tahu “Ada kabar.”
    [declined] Tersimpan. Pelapor { $number } tidak minta ditulisi; ia membacanya kalau kembali.
   *[unasked] Tersimpan. Pelapor { $number } belum mengizinkan ditulisi; ia membacanya kalau kembali.
}
# Beside one of the sentences above, in an emergency: an answer that waits has helped nobody, and whoever wrote it may
# think that it did.
desk-reply-red =
    🔴 Kasusnya tetap merah dan pengingat jalan terus sampai jawaban ini dibaca; jangan hanya menunggu: { $phone ->
        [yes] telepon nomor di kartunya pada jam yang ia tulis, hubungi 110,
       *[no] hubungi 110
    } atau catat apa yang sudah dilakukan.
desk-reply-more = ✉️ Tulis lagi
# A text that answers nobody: nothing an officer writes may vanish without a word.
desk-not-sent = Belum terkirim ke siapa pun, dan tidak tersimpan. Untuk menjawab pelapor, ketuk Balas pada laporannya, lalu kirim lagi. Untuk catatan: 📝 Catatan pada laporannya.
# A text that came just before the bot was started anew, in the middle of an entry or a form.
desk-heard = Sudah terbaca, dan tidak dikirim ke pelapor. Lanjutkan dari tombol yang terakhir.
desk-no-address = Jawaban tersimpan, tetapi tidak ada lagi jalan kembali ke pelapor { $number }.
# A walk-in, a call, a letter from the police: nobody of them has a chat here.
desk-no-chat = { $number } masuk lewat kantor, jadi tidak ada chat untuk membalas. Hubungi lewat jalan yang ada di berkas kertas.
# Many reports at once that can wait: told together, without their numbers.
desk-digest = Banyak laporan masuk. Yang belum dipegang: { $calm } SEDANG, { $low } RENDAH. Yang mendesak tetap datang satu per satu. Semuanya: /antrean
desk-only-text = Bot ini hanya bisa meneruskan tulisan.
desk-help-keyholder = Bot ini memanggil Anda kalau ada laporan yang tidak boleh dibaca kantor. Terbuka: { $open }. /antrean menyebut nomornya; isinya dibuka dengan kunci eskalasi, di komputer kantor: wadul case show NOMOR --escalation
desk-help = Ketuk Buka pada sebuah laporan untuk membacanya, Balas untuk menjawab pelapor. Laporan terbuka: { $open }. /antrean · /cari · /serah · /baru

## The card

card-dont = ⛔ JANGAN: { $what }
card-dont-visit = datang ke rumah
card-dont-ask = datang ke rumah sebelum bertanya dulu (belum dijawab)
card-dont-tell = memberi tahu { $whom }
card-dont-nothing = Tidak ada larangan dari pelapor.
card-head = { $number } · { $urgency } · { $place } · { $age }
card-filed = Masuk { $when }
card-done = Tindakan terakhir:
card-deed = • { $when } { $name }: { $deed }
card-reasons = Alasan:
card-also = Juga: { $codes }
card-modifiers = Memberatkan: { $list }
card-clocks = Batas waktu:
card-line = { $what }: { $said }
# Changed after the report was sent, perhaps by somebody else who holds the phone. What protects stays standing.
card-changed = { $said } (kemudian diubah)
card-before = (sempat dijawab: { $said })
card-who = Pelapor
card-age = Umur penyintas
card-sex = Jenis kelamin
card-needs = Kebutuhan khusus
card-told = Cerita
card-acts = Yang terjadi
card-more = Keterangan
card-when = Kapan
card-where = Tempat
card-access = Akses terlapor
card-relation = Terlapor
card-danger = Tanda bahaya
card-danger-more = Tanda bahaya lain
card-signs = Tentang pasangan
card-life = Bunuh diri
card-adult = Pelindung
card-others = Korban lain
card-visit = Kunjungan
card-meet = Tempat bertemu
card-help = Bantuan yang diminta
card-contact = Boleh ditulisi
# Never asked, or passed over: that is not a no.
card-not-allowed = belum mengizinkan ditulisi
card-forms = SIMFONI
card-source = Masuk lewat
card-no-chat = tidak ada chat, lihat berkas kertas
card-insider-unknown = ⚠️ Pelapor tidak tahu apakah ada orang kantor yang tidak boleh membaca. Jangan bicarakan di luar piket.
card-elsewhere = ↪️ Tempatnya di luar daerah ini: teruskan ke kantor di sana.
# The reporter erased the way back, or it was erased in time. Nothing here says who it was.
card-gone = 🔕 Pelapor tidak bisa dihubungi lagi lewat chat.
# The reporter was made to open the page, or somebody tries their words.
card-duress = ⚠️ Kata tanda dipaksa dipakai dari chat lain ({ $when }). Mungkin ada yang menekan pelapor: jangan menulis dulu, pikirkan keamanannya.
# Somebody has the code, and guesses.
card-tried = ⚠️ Kata aman dicoba berkali-kali dan selalu salah, dari chat lain ({ $when }). Mungkin kodenya ditemukan orang: pikirkan keamanan pelapor.
card-visited = { $reached ->
    [yes] 📱 Dibuka juga dari chat lain, sebagian mungkin ditulis di sana. Jawaban tetap masuk ke chat yang dulu.
   *[no] 📱 Dibuka juga dari chat lain, sebagian mungkin ditulis di sana.
}
card-seen = 👀 Layar pelapor mungkin dilihat orang: jawab pendek dan netral
card-unfinished = ⏳ Tanda bahaya; laporannya belum selesai diisi.
card-broken-off = ⏳ Terputus: pelapor berhenti di tengah jalan dan belum menekan Kirim.
card-from-answer = dari jawaban
card-from-changed = dari jawaban, kemudian diubah
card-from-unsure = dari jawaban: tidak yakin
card-from-confirmed = dari kata-kata, ditanyakan, dijawab “ya”
card-from-confirmed-quote = dari kata-kata, dijawab “ya”: “{ $quote }”
card-from-words = dari kata-kata
card-denied = ↩️ Sempat terdengar di kata-katanya, lalu pelapor bilang bukan: { $codes }. Urgensi { $urgency } tetap.
card-raised = ↩️ Dinaikkan karena: { $codes }. Jawabannya sesudah itu diubah pelapor.
card-from-quote = dari kata-kata: “{ $quote }”
card-words = Kata-kata pelapor:
# Written by an officer at /baru, not by the one who told.
card-words-entered = Catatan petugas yang menerima:
card-words-terminal = { $by ->
    [officer] Catatan petugas yang menerima
   *[reporter] Kata-kata pelapor
} ({ $count }): dibaca di kantor dengan `wadul case show { $number }`.
card-words-cut = … selanjutnya: `wadul case show { $number }`.
card-letters = Jawaban petugas: { $count }{ $unread ->
    [0] { "" }
   *[other] , { $unread } menunggu dibaca
}
# What a colleague wrote to the reporter last, where the office lets words be read in a chat.
card-letters-last = Yang terakhir: “{ $said }”
card-wipes = Kartu ini terhapus sendiri dalam { $minutes } menit.

# A number given with a call for help: it is gone when the case ends.
card-number = ☎️ { $number } (dari pelapor). Telepon pada jam yang ia tulis. Kalau orang lain mengangkat, jangan sebut kantor atau laporan. Terhapus saat kasus berakhir.

## A voice note that came with a report: heard by who may open the case, in their own chat, for as long as a card stays

card-voice = 🎙 Rekaman suara pelapor ({ $time }): { $here ->
    [yes] ceritanya mungkin ada di sana, dan mesin tidak mendengarnya. Dengarkan sendiri.
    [some] sebagian ada di sini, yang lain tidak akan datang. Mesin tidak mendengarnya: dengarkan sendiri.
    [never] tidak akan datang. Yang diceritakan di sana belum diketahui siapa pun: tanyakan lagi.
   *[no] belum sampai di sini. Buka lagi nanti.
}
card-voice-terminal = Didengar di komputer kantor: `wadul case hear { $number } | mpv --no-video -`.
desk-hear = 🎧 Dengarkan
desk-hear-coming = { $number }: rekamannya kukirim ke sini, terhapus sendiri dalam { $minutes } menit. Pakai headset.
desk-hear-none = Rekamannya belum sampai, atau sudah tidak ada.
desk-hear-terminal = Di kantor ini rekaman hanya didengar di komputer kantor. Perintahnya ada di kartu.
desk-hear-failed = { $number }: rekamannya gagal dikirim. Ketuk lagi sebentar lagi.
desk-hear-damaged = { $number }: satu rekaman rusak dan tidak bisa dibuka. Yang lain tetap bisa didengar.
# The line broke, or nobody could write down that it must go: the bot cannot take it away by itself.
desk-hear-unsure = { $number }: mungkin rekamannya sampai, mungkin tidak, dan bot tidak bisa menghapusnya. Kalau ada di chat ini, hapus sendiri sesudah didengar.
