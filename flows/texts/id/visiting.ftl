### Coming back from another phone, and the words that make it safe. Readers: the reporter on somebody else's phone, or
### whoever found their code. Until the safe word was right nothing here may tell what it is about.

ask-check =
    Tulis kodenya di sini: 16 angka, atau enam kata. Huruf besar dan garis tidak apa-apa.
    Tulisannya langsung hilang dari chat.
    .quiet = Tulis kodenya: 16 angka, atau enam kata.
# All that the code alone shows.
ask-status =
    { $status ->
        [received] Kode ini dikenal: sudah diterima.
        [working] Kode ini dikenal: sedang dikerjakan.
       *[ended] Kode ini dikenal: sudah selesai.
    }
    Selebihnya dibuka dengan kata aman. Kalau dulu tidak dibuat, isinya hanya bisa dibaca di chat yang dulu.
    .quiet = { $status ->
        [received] Statusnya: sudah diterima.
        [working] Statusnya: sedang dikerjakan.
       *[ended] Statusnya: sudah selesai.
    }
pick-status-word = 🔑 Tulis kata aman
ask-word = Tulis kata amannya di sini. Tulisannya langsung hilang dari chat.
    .quiet = Tulis katanya.
# The page that the duress word opens: empty and innocent. Whoever forces the reporter must believe it.
ask-empty = Sudah terbuka. Belum ada kabar, dan tidak ada yang perlu diisi.
    .quiet = Belum ada kabar.
# Wrong, mistyped and unknown: always the same words.
note-code-unknown = Kode itu belum kukenal. Coba lihat lagi pelan-pelan, lalu tulis sekali lagi.
    .quiet = Belum kukenal. Coba sekali lagi.
note-word-unknown = Kata itu belum cocok. Coba ingat lagi pelan-pelan, lalu tulis sekali lagi.
    .quiet = Belum cocok. Coba sekali lagi.
# Too many were wrong: what was typed is not looked at.
note-rests = Sudah beberapa kali dicoba. Istirahat dulu ya, nanti bisa dicoba lagi.
    .quiet = Nanti dicoba lagi ya.
note-visit = ✔️ Terbuka di sini sampai { kamu } keluar. Chat ini tidak akan ditulisi, kecuali { kamu } pilih “Boleh ditulisi?”.
    .quiet = ✔️ Terbuka sampai keluar.
# An hour of silence ended it: whoever holds the phone now is told no more than that.
note-visit-over = Yang tadi dibuka di sini sudah tertutup. Untuk membukanya lagi: /cek
    .quiet = Yang tadi sudah tertutup.
note-moved = ✔️ Baik. Mulai sekarang kabar muncul di chat ini, tidak lagi di chat yang dulu.
    .quiet = ✔️ Baik, di sini.
# Their own report, begun in this chat, would be lost.
note-unsent-first =
    Kabar belum bisa pindah ke sini. Di chat ini masih ada cerita yang belum dikirim.
    Keluar dulu, kirim atau hapus cerita itu, lalu buka lagi.
    .quiet = Belum bisa: masih ada yang belum dikirim di chat ini.
note-moved-alone = ✔️ Baik. Mulai sekarang kabar muncul di chat ini. Yang tadi belum dikirim dari chat ini tidak dilanjutkan.
    .quiet = ✔️ Baik, di sini. Yang belum dikirim tidak dilanjutkan.

## Chosen after the report was sent, if they like

pick-hub-safe_word = 🔑 Kata aman
ask-safe_word =
    Kalau nanti memakai HP lain, kode saja tidak cukup. Tulis satu kata yang gampang { kamu } ingat dan sulit ditebak orang.
    Tulisannya langsung hilang dari chat. Kalau dulu sudah memilih, kata yang dulu tetap berlaku.
    .quiet = Tulis satu kata untuk nanti. Kalau sudah ada, yang dulu tetap berlaku.
ask-duress_word =
    ✔️ Kata aman tersimpan. Boleh juga satu kata lain, untuk saat ada yang memaksa { kamu } membuka.
    Kata itu membuka halaman kosong, dan petugas diberi tahu.
    .quiet = ✔️ Tersimpan. Boleh satu kata lain, untuk saat dipaksa.
note-word-kept = ✔️ Kata aman tersimpan. Ingat-ingat saja, jangan dicatat.
    .quiet = ✔️ Tersimpan.
note-words-kept = ✔️ Kedua kata tersimpan. Ingat-ingat saja, jangan dicatat.
    .quiet = ✔️ Tersimpan.
note-word-short = Pilih kata yang sedikit lebih panjang ya, paling sedikit 4 huruf.
    .quiet = Sedikit lebih panjang ya, 4 huruf.
# It was not kept, and it may have been somebody's story.
note-word-long =
    Itu terlalu panjang untuk kata aman, jadi tidak kusimpan. Pilih yang pendek ya, paling banyak 40 huruf.
    Kalau mau bercerita, tekan Lewati dulu.
    .quiet = Lebih pendek ya, paling banyak 40 huruf. Tidak kusimpan.
note-word-same = Pilih kata yang lain dari kata aman tadi ya.
    .quiet = Pilih yang lain ya.

## /hapus from another phone

# Whoever has the code alone: neutral, like the status.
note-erase-word = Untuk menghapus dari sini, buka dulu dengan kata aman.
    .quiet = Perlu kata aman dulu.
note-erased-visited = ✔️ Sudah dihapus. Kode dan kata amannya tidak berlaku lagi.
    .quiet = ✔️ Sudah.
