### Sing mung metu saka perintah: /privacy lan /settings.

ask-policy = { $register ->
    [anak]
        Kahanane mangkene:

        • Sing maca: mung petugas { $office } sing ditugasi. Aku dhewe mesin.
        • Petugas ora weruh jeneng, nomer, utawa akun Telegram iki.
        • Telegram ngerti akune, lan nyimpen chat iki. Sapa wae sing nyekel HP iki bisa maca.
        • Sing wis dikirim disimpen lan dikunci ing kantor.
        • Dalan kanggo mangsuli mrene dibusak { $after } dina sawise rampung, lan paling suwe { $most } dina.
        • Kepengin luwih cepet? Tulisen /hapus: dalan iku dibusak sanalika.
        • Yen ana nyawa kaancam, utawa undang-undang ngwajibake, petugas kudu tumindak. Pulisi bisa melu.
   *[dewasa]
        Kawontenanipun makaten:

        • Ingkang maos: namung petugas { $office } ingkang dipuntugasi. Kula piyambak mesin.
        • Petugas mboten pirsa nama, nomer, utawi akun Telegram menika.
        • Telegram pirsa akunipun, lan nyimpen chat menika. Sinten kemawon ingkang ngasta HP menika saged maos.
        • Ingkang sampun kakintun dipunsimpen lan dipunkunci ing kantor.
        • Margi kangge mangsuli mriki dipunbusak { $after } dinten sasampunipun rampung, lan paling dangu { $most } dinten.
        • Kepengin langkung enggal? Serat /hapus: margi menika dipunbusak sanalika.
        • Menawi wonten nyawa kaancam, utawi undang-undang mrentahaken, petugas kedah tumindak. Pulisi saged tumut.
}
    .quiet = { $register ->
        [anak]
            Sing maca: mung petugas { $office }. Telegram lan sing nyekel HP iki bisa weruh chat iki.

            Dalan mangsuli dibusak paling suwe { $most } dina.
       *[dewasa]
            Ingkang maos: namung petugas { $office }. Telegram lan ingkang ngasta HP menika saged pirsa chat menika.

            Margi mangsuli dipunbusak paling dangu { $most } dinten.
    }
ask-settings = { $register ->
    [anak] Arep ngatur apa? Kena diowahi maneh kapan wae.
   *[dewasa] Badhe ngatur menapa? Saged dipunowahi malih kapan kemawon.
}
    .quiet = { $register ->
        [anak] Arep ngatur apa?
       *[dewasa] Badhe ngatur menapa?
    }
pick-settings-seen = 👀 { $register ->
    [anak] Layare bisa didelok wong
   *[dewasa] Layaripun saged dipunpirsani tiyang
}
    .quiet = 👀 { $register ->
        [anak] Bisa didelok
       *[dewasa] Saged dipunpirsani
    }
pick-settings-unseen = 👍 { $register ->
    [anak] Layare ora didelok wong
   *[dewasa] Layaripun mboten dipunpirsani tiyang
}
    .quiet = 👍 { $register ->
        [anak] Ora didelok
       *[dewasa] Mboten dipunpirsani
    }
pick-settings-contact = 💬 { $register ->
    [anak] Oleh ditulisi ing kene?
   *[dewasa] Pareng dipunserati ing ngriki?
}
    .quiet = 💬 { $register ->
        [anak] Oleh ditulisi?
       *[dewasa] Pareng dipunserati?
    }
pick-settings-no_contact = 🔕 { $register ->
    [anak] Aja nulis ing kene
   *[dewasa] Ampun nyerat ing ngriki
}
    .quiet = 🔕 { $register ->
        [anak] Aja
       *[dewasa] Ampun
    }
note-settings-seen = { $register ->
    [anak] ✔️ Iya. Wiwit saiki tulisane cekak, lan sing kowe ketik takbusak saka kene.
   *[dewasa] ✔️ Inggih. Wiwit sapunika seratanipun cekak, lan ingkang dipunketik kula busak saking ngriki.
}
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
note-settings-unseen = { $register ->
    [anak] ✔️ Iya. Bali kaya biasane.
   *[dewasa] ✔️ Inggih. Wangsul kados biasanipun.
}
note-settings-silent = { $register ->
    [anak] ✔️ Iya. Ora bakal ana sing metu dhewe ing chat iki.
   *[dewasa] ✔️ Inggih. Mboten badhe wonten ingkang medal piyambak ing chat menika.
}
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
