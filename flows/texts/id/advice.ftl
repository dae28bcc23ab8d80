### Advice after a report was sent, one at a time: what helps before anybody has answered. Each text is shown only where
### the office has signed it off in its file. Facts come from the reference pages only (flows/advice.py says which).
### Reader: frightened, maybe a child, maybe on a phone that others see. `.quiet` names nothing.

# Sexual assault of the last days. Medicine is asked for, not promised: what a hospital has is not known here.
advice-assault =
    { $whose ->
        [self] 🩺 Berobat dulu; urusan lain bisa menyusul. Makin cepat makin baik.
       *[other] 🩺 Ajak ia berobat dulu; urusan lain bisa menyusul. Makin cepat makin baik.
    }

    { $medicine ->
        [both] Tanyakan obat pencegah HIV (sebelum 72 jam) dan pencegah hamil (sebelum 120 jam).
        [hiv] Tanyakan obat pencegah HIV (sebelum 72 jam).
        [pregnancy] Tanyakan obat pencegah hamil (sebelum 120 jam).
       *[none] Dokter akan memeriksa pelan-pelan.
    }

    Berobat tidak usah menunggu petugas. Rumah sakit mungkin menagih; petugas membantu mengurus surat dan biayanya.

    Baju yang dipakai waktu itu disimpan saja, jangan dicuci.
    .quiet =
    Kalau bisa, ke dokter dulu; makin cepat makin baik.

    Petugas membantu soal surat dan biaya.

# Hands or cloth on the throat or over the mouth, now or before.
advice-strangled =
    { $whose ->
        [self] 🩺 Setelah dicekik atau dibekap, periksa ke dokter walau tidak ada bekas.
       *[other] 🩺 Setelah dicekik atau dibekap, ajak ia ke dokter walau tidak ada bekas.
    }

    Akibatnya bisa muncul belakangan. Kalau memburuk, telepon: { $numbers }.
    .quiet = Periksa ke dokter walau tidak ada bekas. Kalau memburuk: { $numbers }.

# Pictures used against somebody: never to be paid for, met for or sent again; proof without the picture itself.
advice-image =
    { $whose ->
        [self] Ini bukan salah { kamu }. Jangan kirim uang atau foto lagi.
       *[other] Bilang padanya: ini bukan salahnya. Jangan kirim uang atau foto lagi.
    }

    Jangan datang kalau diajak bertemu.

    Jangan hapus chat dengan orang itu; simpan ancaman dan nama akunnya, bukan fotonya.
    { $removal ->
        [yes]

            Take It Down (takeitdown.ncmec.org) membantu menghapusnya tanpa mengirim gambar.
       *[no] { "" }
    }
    .quiet =
    Jangan kirim apa-apa lagi. Jangan datang.

    Jangan hapus chatnya.

# A child's wedding that is planned.
advice-marriage =
    💍 Menurut undang-undang, menikah paling muda umur 19 tahun. Hanya pengadilan yang bisa memberi izin.

    Memaksa menikah itu tindak pidana. Kalau tanggalnya makin dekat, tulis di sini.
    .quiet = Kalau tanggalnya makin dekat, tulis di sini.

# Somebody else's child: nobody writes to a child that does not know, or where it is not safe.
advice-child =
    🧒 Apakah ia tahu { kamu } melapor? Aman kalau ia kami hubungi?

    Tulis saja di sini.
    .quiet = Apakah ia tahu? Aman kalau ia dihubungi?
