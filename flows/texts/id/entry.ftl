### `/baru`: what an officer enters of a walk-in, a call, a letter, an outreach. Readers: officers; one tap each.

pick-walkin-self = 🚶 Datang: korban
pick-walkin-other = 🚶 Datang: orang lain
pick-phone-self = 📞 Telepon: korban
pick-phone-other = 📞 Telepon: orang lain
pick-whatsapp-self = 💬 WA Mbak Silpa: korban
pick-whatsapp-other = 💬 WA Mbak Silpa: orang lain
pick-sapa129 = ☎️ SAPA 129
pick-province = 🏛 Provinsi
pick-police = 👮 Polisi
pick-school = 🏫 Sekolah
pick-village = 🏘 Relawan desa
pick-outreach = 🚗 Penjangkauan

entry-title = 📝 Laporan baru{ $notes ->
    [0] { "" }
   *[other] { " " }· catatan: { $notes }
}
# Said once, at the beginning: what must not be entered.
entry-paper = Nama, alamat, dan nomor tetap di berkas kertas; jangan ditulis di sini. Yang Anda tulis kapan saja jadi catatan laporan.
entry-ask-source = Lewat mana masuknya, dan siapa yang bercerita?
entry-ask-age = Umur korban?
entry-ask-acts = Apa yang terjadi?
entry-ask-wedding = Kapan rencana nikahnya?
entry-ask-image = Ada tenggat, ajakan bertemu, atau ancaman?
entry-ask-held = Siapa yang menahan atau membawa?
entry-ask-often = Seberapa sering?
entry-ask-other = Mana yang paling dekat?
entry-ask-when = Kapan terakhir terjadi?
entry-ask-danger = Ada tanda bahaya?
entry-ask-where = Kecamatan mana? Ketuk, atau tulis namanya.
entry-ask-insider =
    Adakah orang kantor yang tidak boleh membaca laporan ini?

    Jawaban ini sekaligus menyimpan dan memanggil petugas.
entry-ask-access = Bisakah terlapor mendekati korban?
entry-ask-relation = Siapa terlapor bagi korban?
entry-ask-sex = Jenis kelamin korban?
entry-ask-needs = Kebutuhan khusus? Boleh beberapa.
entry-ask-signs = Tentang pasangan. Boleh beberapa.
entry-ask-visit = Aman kalau petugas datang ke rumah?
entry-ask-adult = Adakah orang dewasa yang melindungi?
entry-ask-others = Adakah korban lain?
entry-ask-village = Desa mana?
entry-line = • { $what }: { $said }
entry-level = Urgensi menurut rubrik: { $urgency }
# Below it: the officer's own words that made it more urgent than what was tapped. They may be heard wrongly.
entry-heard = Dinaikkan, karena terdengar mendesak: { $words }
# Sent first, so that no notification shows what was entered.
entry-given-up = Baik. Laporan baru yang belum tersimpan itu dibuang, dengan catatannya. Yang Anda tulis sekarang tidak dikirim ke siapa pun.
entry-opening = Membuka laporan baru …
entry-insider-none = ✅ Tidak ada · simpan
entry-insider-some = 🔒 Ada · simpan terkunci
entry-insider-unknown = 🤷 Tidak tahu · simpan
entry-nothing-danger = 👌 Tidak ada
entry-several = ➕ Lebih dari satu
entry-done = ✅ Selesai memilih
entry-back = ⬅️ Kembali
entry-skip = ⏭ Lewati
entry-anew = 🗑 Mulai dari awal
entry-noted = ✎ Tercatat sebagai catatan laporan.
# A NIK or a telephone number in what was typed.
entry-digits = Belum dicatat: ada angka panjang di dalamnya, seperti NIK atau nomor telepon. Itu tetap di berkas kertas. Tulis lagi tanpa angkanya.
entry-continues = Laporan baru yang tadi belum selesai. Lanjut dari sini.
entry-gone = Laporan baru itu sudah selesai atau sudah lewat sehari. Ketuk /baru untuk mulai lagi.
entry-filed = ✔️ { $number } · { $urgency } tersimpan. Petugas lain sudah dipanggil.
entry-filed-sealed = 🔒 { $number } · { $urgency } tersimpan dan terkunci. Hanya pemegang kunci eskalasi yang bisa membukanya; ia sudah dipanggil. Simpan berkas kertasnya di tempat terkunci.
