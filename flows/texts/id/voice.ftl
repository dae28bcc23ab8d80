### A voice note, for those who do not write; only where the office switched it on. Readers: as in common.ftl. Nobody is
### asked to speak aloud where the screen may be seen.

limits-voice = 🎙 Susah menulis? Boleh pakai suara, satu rekaman sampai 2 menit.
words-voice = 🎙 Susah menulis? Boleh pakai suara, satu rekaman sampai 2 menit.

# Somebody has just sent one. Nothing of it was fetched yet. Say what it costs before they choose; promise nothing.
# Who named somebody at the office: one person alone hears it, and it is said who.
ask-voice =
    Rekaman tadi belum kusimpan. Ini perlu { kamu } tahu dulu:

    • Suara bisa dikenali oleh orang yang kenal { kamu }.
    • { $hears ->
        [staff] Di kantor, yang mendengar hanya petugas
        [head] Di kantor, yang mendengar hanya kepala kantor; petugas lain tidak
        [keyholder] Yang mendengar hanya pemegang kunci di luar kantor; petugas tidak
       *[supervisor] Di kantor, yang mendengar hanya atasan petugas; petugas lain tidak
    }. Kalau hukum mewajibkan, polisi bisa ikut mendengar.
    • Mesin ini tidak mendengarkan.
    • Telegram juga menyimpannya, dan tidak semuanya bisa kuhapus.

    Simpan rekaman itu?
    .quiet =
    Suara bisa dikenali orang. Telegram juga menyimpannya.

    Simpan yang tadi?
pick-voice-keep = 🎙 Ya, simpan
pick-voice-write = ✏️ Tidak, aku menulis saja

# It came while something else goes first.
note-voice-later = Rekaman tadi belum kusimpan. Nanti kutanya dulu ya.
    .quiet = Yang tadi belum kusimpan, nanti kutanya.
note-voice-long = Rekaman tadi terlalu panjang, jadi sudah kuhapus. Paling lama 2 menit ya.
    .quiet = Yang tadi terlalu panjang, sudah kuhapus.
note-voice-one =
    Satu rekaman sudah cukup, jadi yang baru kuhapus.

    Tambahannya boleh ditulis.

    Lebih suka bicara? Ada “Minta ditelepon” di “❔ Bantuan”.
    .quiet = Yang baru sudah kuhapus. Tambahannya boleh ditulis.
# Three in a day, from one chat: more would let anybody fill the office's disk.
note-voice-enough =
    Hari ini sudah tiga rekaman, jadi yang baru kuhapus. Besok boleh lagi.

    Ceritanya tetap boleh ditulis.

    Lebih suka bicara? Ada “Minta ditelepon” di “❔ Bantuan”.
    .quiet = Yang baru sudah kuhapus. Boleh ditulis saja.
# Dozens of messages in a minute, and this was one of them.
note-voice-slowly = Pesannya banyak sekali, jadi rekaman tadi tidak kusimpan. Sebentar lagi boleh dikirim lagi.
    .quiet = Yang tadi tidak kusimpan. Sebentar lagi boleh lagi.
note-voice-fetching = Baik, rekamannya sedang kuambil. Boleh lanjut dulu.
    .quiet = ✔️ Baik, sedang kuambil.
note-voice-no = Baik, rekaman tadi tidak kusimpan. Boleh ditulis saja, satu kata pun cukup.
    .quiet = ✔️ Baik, tidak kusimpan.
# Kept is not sent: who waits for an answer must not wait in vain.
note-voice-kept = { $sent ->
    [no] 🎙 Rekaman { kamu } sudah disimpan, tapi belum dikirim. Kalau sudah siap, ketuk “Kirim sekarang”.
   *[yes] 🎙 Rekaman { kamu } sudah disimpan.
}
    .quiet = { $sent ->
        [no] ✔️ Disimpan, belum dikirim: ketuk “Kirim sekarang”.
       *[yes] ✔️ Sudah disimpan.
    }
# Telegram does not give it. They may think it arrived: say it plainly.
note-voice-lost =
    Maaf, rekaman tadi tidak bisa diambil, jadi tidak tersimpan.

    Boleh ditulis saja.

    Lebih suka bicara? Ada “Minta ditelepon” di “❔ Bantuan”.
    .quiet = Yang tadi tidak bisa disimpan. Boleh ditulis saja.
