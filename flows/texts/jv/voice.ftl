### Rekaman swara, kanggo sing ora nulis; mung yen kantore nguripake. Ngoko kanggo anak, krama kanggo wong dewasa.

limits-voice = { $register ->
    [anak] 🎙 Angel nulis? Oleh nganggo swara, sapisan, nganti 2 menit.
   *[dewasa] 🎙 Awrat nyerat? Kenging ngagem swanten, sapisan, ngantos 2 menit.
}
words-voice = { $register ->
    [anak] 🎙 Angel nulis? Oleh nganggo swara, sapisan, nganti 2 menit.
   *[dewasa] 🎙 Awrat nyerat? Kenging ngagem swanten, sapisan, ngantos 2 menit.
}
ask-voice = { $register ->
    [anak]
        Rekaman mau durung taksimpen. Kowe perlu ngerti iki dhisik:

        • Swara bisa dikenali wong sing kenal kowe.
        • { $hears ->
            [staff] Ing kantor, sing ngrungokake mung petugas
            [head] Ing kantor, sing ngrungokake mung kepala kantor; petugas liyane ora
            [keyholder] Sing ngrungokake mung sing nyekel kunci ing njaba kantor; petugas ora
           *[supervisor] Ing kantor, sing ngrungokake mung atasane petugas; petugas liyane ora
        }. Yen hukum ngongkon, polisi bisa melu ngrungokake.
        • Mesin iki ora ngrungokake.
        • Telegram uga nyimpen, lan ora kabeh bisa takbusak.

        Rekaman kuwi disimpen?
   *[dewasa]
        Rekaman kalawau dereng kula simpen. Panjenengan perlu pirsa menika rumiyin:

        • Swanten saged dipuntepangi tiyang ingkang tepang panjenengan.
        • { $hears ->
            [staff] Ing kantor, ingkang mirengaken namung petugas
            [head] Ing kantor, ingkang mirengaken namung kepala kantor; petugas sanes mboten
            [keyholder] Ingkang mirengaken namung ingkang nyepeng kunci ing sanjawining kantor; petugas mboten
           *[supervisor] Ing kantor, ingkang mirengaken namung atasanipun petugas; petugas sanes mboten
        }. Menawi hukum ndhawuhaken, polisi saged tumut mirengaken.
        • Mesin menika mboten mirengaken.
        • Telegram ugi nyimpen, lan mboten sedaya saged kula busak.

        Rekaman kalawau dipunsimpen?
}
    .quiet = { $register ->
        [anak]
            Swara bisa dikenali wong. Telegram uga nyimpen.

            Sing mau disimpen?
       *[dewasa]
            Swanten saged dipuntepangi tiyang. Telegram ugi nyimpen.

            Ingkang kalawau dipunsimpen?
    }
pick-voice-keep = 🎙 { $register ->
    [anak] Iya, simpen
   *[dewasa] Inggih, dipunsimpen
}
pick-voice-write = ✏️ { $register ->
    [anak] Ora, aku nulis wae
   *[dewasa] Mboten, kula nyerat kemawon
}
note-voice-later = { $register ->
    [anak] Rekaman mau durung taksimpen. Mengko taktakon dhisik ya.
   *[dewasa] Rekaman kalawau dereng kula simpen. Mangke kula tangleti rumiyin.
}
    .quiet = { $register ->
        [anak] Sing mau durung taksimpen, mengko taktakon.
       *[dewasa] Ingkang kalawau mangke kula tangleti.
    }
note-voice-long = { $register ->
    [anak] Rekaman mau kedawan, mula wis takbusak. Paling suwe 2 menit ya.
   *[dewasa] Rekaman kalawau kepanjangen, mila sampun kula busak. Paling dangu 2 menit nggih.
}
    .quiet = { $register ->
        [anak] Sing mau kedawan, wis takbusak.
       *[dewasa] Ingkang kalawau kepanjangen, sampun kula busak.
    }
note-voice-one = { $register ->
    [anak]
        Rekaman siji wis cukup, mula sing anyar takbusak.

        Tambahane ditulis wae.

        Luwih seneng omong? Ana “Njaluk ditelpon” ing “❔ Pitulungan”.
   *[dewasa]
        Rekaman setunggal sampun cekap, mila ingkang enggal kula busak.

        Tambahipun dipunserat kemawon.

        Langkung remen ngendikan? Wonten “Nyuwun dipuntelpon” ing “❔ Pitulungan”.
}
    .quiet = { $register ->
        [anak] Sing anyar wis takbusak. Tambahane ditulis wae.
       *[dewasa] Ingkang enggal sampun kula busak. Tambahipun dipunserat kemawon.
    }
note-voice-enough = { $register ->
    [anak]
        Dina iki wis telung rekaman, mula sing anyar takbusak. Sesuk oleh maneh.

        Critane tetep oleh ditulis.

        Luwih seneng omong? Ana “Njaluk ditelpon” ing “❔ Pitulungan”.
   *[dewasa]
        Dinten menika sampun tigang rekaman, mila ingkang enggal kula busak. Benjing kenging malih.

        Cariyosipun tetep kenging dipunserat.

        Langkung remen ngendikan? Wonten “Nyuwun dipuntelpon” ing “❔ Pitulungan”.
}
    .quiet = { $register ->
        [anak] Sing anyar wis takbusak. Ditulis wae.
       *[dewasa] Ingkang enggal sampun kula busak. Saged dipunserat.
    }
note-voice-slowly = { $register ->
    [anak] Pesene akeh banget, mula rekaman mau ora taksimpen. Sedhela maneh oleh dikirim maneh.
   *[dewasa] Seratanipun kathah sanget, mila rekaman kalawau mboten kula simpen. Sekedhap malih kenging dipunkintun malih.
}
    .quiet = { $register ->
        [anak] Sing mau ora taksimpen. Sedhela maneh oleh maneh.
       *[dewasa] Ingkang kalawau mboten kula simpen. Sekedhap malih kenging malih.
    }
note-voice-fetching = { $register ->
    [anak] Iya, rekamane lagi takjupuk. Diterusake wae.
   *[dewasa] Inggih, saweg kula pendhet. Mangga dipunterusaken.
}
    .quiet = { $register ->
        [anak] ✔️ Iya, lagi takjupuk.
       *[dewasa] ✔️ Inggih, saweg kula pendhet.
    }
note-voice-no = { $register ->
    [anak] Iya, rekaman mau ora taksimpen. Ditulis wae, sak tembung uga cukup.
   *[dewasa] Inggih, rekaman kalawau mboten kula simpen. Dipunserat kemawon, satunggal tembung ugi cekap.
}
    .quiet = { $register ->
        [anak] ✔️ Iya, ora taksimpen.
       *[dewasa] ✔️ Inggih, mboten kula simpen.
    }
note-voice-kept = { $register ->
    [anak] { $sent ->
        [no] 🎙 Swaramu wis disimpen, ning durung dikirim. Yen wis siap, pencet “Kirim saiki” ya.
       *[yes] 🎙 Swaramu wis disimpen.
    }
   *[dewasa] { $sent ->
        [no] 🎙 Rekaman sampun kula simpen, nanging dereng kula kintun. Menawi sampun siap, pencet “Kintun sapunika”.
       *[yes] 🎙 Rekaman sampun kula simpen.
    }
}
    .quiet = { $register ->
        [anak] { $sent ->
            [no] ✔️ Disimpen, durung dikirim: pencet “Kirim saiki”.
           *[yes] ✔️ Wis disimpen.
        }
       *[dewasa] { $sent ->
            [no] ✔️ Sampun kula simpen, dereng kula kintun: pencet “Kintun sapunika”.
           *[yes] ✔️ Sampun kula simpen.
        }
    }
note-voice-lost = { $register ->
    [anak]
        Ngapura, rekaman mau ora bisa dijupuk, mula ora kasimpen.

        Ditulis wae.

        Luwih seneng omong? Ana “Njaluk ditelpon” ing “❔ Pitulungan”.
   *[dewasa]
        Nuwun sewu, rekaman kalawau mboten saged kula pendhet, mila mboten kasimpen.

        Dipunserat kemawon.

        Langkung remen ngendikan? Wonten “Nyuwun dipuntelpon” ing “❔ Pitulungan”.
}
    .quiet = { $register ->
        [anak] Sing mau ora bisa disimpen. Ditulis wae.
       *[dewasa] Ingkang wau mboten saged kula simpen. Saged dipunserat.
    }
