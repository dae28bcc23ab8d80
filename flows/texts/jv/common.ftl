### Basa Jawa. Bocah lan Forum Anak: ngoko. Wong dewasa, lan sing durung dingerteni umure: krama sing gampang, kaya ngomong
### karo wong tuwa. Ejaan: dh/th, tanpa aksen. Native readers of Blora still have to read all of it aloud.

kamu = { $register ->
    [anak] kowe
   *[dewasa] panjenengan
}
Kamu = { $register ->
    [anak] Kowe
   *[dewasa] Panjenengan
}
plain = { $words }

## Larik kapisan saben layar

head-hello = { $register ->
    [anak] Halo. Sing mangsuli ing kene mesin, dudu wong. Diwaca alon-alon wae ya.
   *[dewasa] Sugeng rawuh. Ingkang mangsuli mesin, sanes tiyang. Mangga dipunwaos alon-alon kemawon.
}
head-step = { $register ->
    [anak] Langkah { $n } saka { $of } · pencet salah siji, utawa nulis sakarepmu uga oleh.
   *[dewasa] Langkah { $n } saking { $of } · pencet salah satunggal, utawi nyerat piyambak ugi saged.
}
head-calm = { $register ->
    [anak] Ora usah kesusu. Pencet salah siji, utawa nulis sakarepmu uga oleh.
   *[dewasa] Mboten sisah kesesa. Pencet salah satunggal, utawi nyerat piyambak ugi saged.
}
head-now = { $register ->
    [anak] Wacanen sing ing ngisor iki. Pencet salah siji, utawa nulis uga oleh.
   *[dewasa] Mangga dipunwaos ing ngandhap menika. Pencet salah satunggal, utawi nyerat ugi saged.
}
head-away = { "" }

## Dalan metu

control-back = ⬅️ { $register ->
    [anak] Bali
   *[dewasa] Wangsul
}
control-skip = ⏭ { $register ->
    [anak] Liwati
   *[dewasa] Langkungi
}
control-exit = 🚪 { $register ->
    [anak] Metu
   *[dewasa] Medal
}
control-done = ✅ { $register ->
    [anak] Wis milih
   *[dewasa] Sampun milih
}
control-next = ➡️ { $register ->
    [anak] Terus
   *[dewasa] Lajeng
}
control-submit = 📨 { $register ->
    [anak] Kirim saiki
   *[dewasa] Kintun sapunika
}
control-distress = 🆘 Bebaya
control-language = 🌐 Indonesia / English
control-saved = 💾 { $register ->
    [anak] Wis taksimpen
   *[dewasa] Sampun kula simpen
}
control-open_news = ✉️ { $register ->
    [anak] Buka kabar
   *[dewasa] Bikak kabar
}
control-more_page = 🔽 { $register ->
    [anak] Panggonan liya
   *[dewasa] Papan sanes
}
control-clean = 🧹 Resiki chat
control-resume = ▶️ { $register ->
    [anak] Terusna
   *[dewasa] Lajengaken
}
control-help = ❔ Pitulungan

## Cathetan cekak sadhuwure pitakon

note-kept = { $register ->
    [anak] ✔️ Wis takcathet. Kapan wae oleh nulis maneh.
   *[dewasa] ✔️ Sampun kula serat. Kapan kemawon saged nyerat malih.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dicathet.
       *[dewasa] ✔️ Sampun kacathet.
    }
note-read = { $register ->
    [anak] ✔️ Wis takwaca. Durung takkirim menyang petugas.
   *[dewasa] ✔️ Sampun kula waos. Dereng kula kintun dhateng petugas.
}
    .quiet = { $register ->
        [anak] ✔️ Wis takwaca.
       *[dewasa] ✔️ Sampun kula waos.
    }
note-old = { $register ->
    [anak] Pesen lawas ing chat iki isih bisa dakbusak, ning ora suwe maneh.
   *[dewasa] Pesen lami ing chat menika taksih saged kula busak, nanging mboten dangu malih.
}
    .quiet = { $register ->
        [anak] Pesen lawas isih bisa dakbusak.
       *[dewasa] Pesen lami taksih saged kula busak.
    }
note-cleaned = { $register ->
    [anak] 🧹 Wis dakresiki. Sing luwih lawas saka 48 jam mung bisa dibusak dhewe, liwat menu chat.
   *[dewasa] 🧹 Sampun kula resiki. Ingkang langkung lami saking 48 jam namung saged dipunbusak piyambak, lumantar menu chat.
}
    .quiet = { $register ->
        [anak] 🧹 Wis resik. Sing luwih lawas saka 48 jam mung bisa dibusak dhewe.
       *[dewasa] 🧹 Sampun resik. Ingkang langkung lami saking 48 jam namung saged dipunbusak piyambak.
    }
note-forgot = { $register ->
    [anak] Sing mau ora disimpen. Oleh ditulis maneh, sithik wae cukup.
   *[dewasa] Ingkang wau mboten dipunsimpen. Saged dipunserat malih, sakedhik kemawon cekap.
}
note-heard-life = { $register ->
    [anak]
        Matur nuwun wis kandha. Kowe ora dhewekan.

        Saiki uga ana sing bisa diajak omong: { $care }.
   *[dewasa]
        Matur nuwun sampun ngendika. Panjenengan mboten piyambakan.

        Sapunika ugi wonten ingkang saged dipunajak ngendikan: { $care }.
}
    .quiet = { $register ->
        [anak] Matur nuwun wis kandha. { $care }.
       *[dewasa] Matur nuwun sampun ngendika. { $care }.
    }
note-heard-yes = { $register ->
    [anak] Matur nuwun wis kandha. “🆘 Bebaya” oleh dipencet kapan wae.
   *[dewasa] Matur nuwun sampun ngendika. “🆘 Bebaya” saged dipunpencet kapan kemawon.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dicathet.
       *[dewasa] ✔️ Sampun kacathet.
    }
note-heard-danger = { $register ->
    [anak] Matur nuwun wis kandha. Yen dadi mbebayani, telpon: { $numbers }, utawa pencet “🆘 Bebaya”.
   *[dewasa] Matur nuwun sampun ngendika. Menawi dados mbebayani, telpon: { $numbers }, utawi pencet “🆘 Bebaya”.
}
    .quiet = { $numbers }.
note-heard-no = { $register ->
    [anak] Iya, matur nuwun wis mbenerake. Tulisanmu mau tetep ana.
   *[dewasa] Inggih, matur nuwun sampun ngleresaken. Seratanipun tetep wonten.
}
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
note-number = { $register ->
    [anak] ☎️ Nomere wis takcathet. Mung sing ngurus sing weruh, lan dibusak yen urusane wis rampung.
   *[dewasa] ☎️ Nomeripun sampun kula serat. Namung ingkang ngurus ingkang pirsa, lan dipunbusak menawi sampun rampung.
}
    .quiet = { $register ->
        [anak] ☎️ Wis dicathet.
       *[dewasa] ☎️ Sampun kacathet.
    }
note-place-kept = { $register ->
    [anak] Wis takcathet. Yen ana, pencet jeneng panggonane ing ngisor.
   *[dewasa] Sampun kula serat. Menawi wonten, pencet naminipun papan ing ngandhap.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dicathet. Pencet sing ing ngisor.
       *[dewasa] ✔️ Sampun kacathet. Pencet ingkang ing ngandhap.
    }
note-elsewhere = { $register ->
    [anak] Iya. Petugas ing kene bakal nerusake menyang kantor kana.
   *[dewasa] Inggih. Petugas ing ngriki badhe nglajengaken dhateng kantor ing ngrika.
}
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
note-elsewhere-sealed = { $register ->
    [anak] Iya, wis takcathet: ing njaban dhaerah iki. Laporane tetep dikunci.
   *[dewasa] Inggih, sampun kula serat: ing sanjawining dhaerah menika. Laporanipun tetep dipunkunci.
}
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
note-media = { $register ->
    [anak]
        Foto, video, lan berkas ora takampa. Wis takbusak saka kene, ora takbukak.

        Yen iku penting, simpenen ing panggonan sing aman. Aja dikirim menyang sapa wae.
   *[dewasa]
        Foto, video, lan berkas mboten kula tampi. Sampun kula busak, mboten kula bikak.

        Menawi menika wigati, dipunsimpen ing papan ingkang aman. Ampun dipunkintun dhateng sinten kemawon.
}
    .quiet = { $register ->
        [anak] Tulisan wae ya. Sing mau wis takbusak.
       *[dewasa] Seratan kemawon nggih. Ingkang wau sampun kula busak.
    }
note-voice = { $register ->
    [anak] Aku durung bisa ngrungokake swara, mula wis takbusak. Ditulis wae, sak tembung uga cukup.
   *[dewasa] Kula dereng saged mirengaken swanten, mila sampun kula busak. Dipunserat kemawon, satunggal tembung ugi cekap.
}
    .quiet = { $register ->
        [anak] Tulisan wae ya. Sing mau wis takbusak.
       *[dewasa] Seratan kemawon nggih. Ingkang wau sampun kula busak.
    }
note-thing = { $register ->
    [anak] Aku mung bisa maca tulisan lan tombol. Sing mau wis takbusak saka kene.
   *[dewasa] Kula namung saged maos seratan lan tombol. Ingkang wau sampun kula busak.
}
    .quiet = { $register ->
        [anak] Tulisan wae ya. Sing mau wis takbusak.
       *[dewasa] Seratan kemawon nggih. Ingkang wau sampun kula busak.
    }
note-code = { $register ->
    [anak]
        Angka dawa, kaya kodhe laporan utawa NIK, ora disimpen ing kene. Mula wis takbusak, ben aman.
        Yen arep mriksa kodhe, tulisen /cek.
   *[dewasa]
        Angka panjang, kados kodhe laporan utawi NIK, mboten dipunsimpen ing ngriki. Mila sampun kula busak, supados aman.
        Menawi badhe mriksa kodhe, serat /cek.
}
    .quiet = { $register ->
        [anak] Angka mau ora disimpen, wis takbusak.
       *[dewasa] Angka wau mboten dipunsimpen, sampun kula busak.
    }
note-code-news = { $register ->
    [anak] Kabare metu dhewe ing chat iki.
   *[dewasa] Kabaripun medal piyambak ing chat menika.
}
    .quiet = { $register ->
        [anak] Kabare metu dhewe.
       *[dewasa] Kabaripun medal piyambak.
    }
note-sealed = { $register ->
    [anak]
        { $holder ->
            [head] 🔒 Iya. Wiwit saiki mung kepala kantor sing bisa mbukak.
            [keyholder] 🔒 Iya. Wiwit saiki mung sing nyekel kunci ing njaba kantor sing bisa mbukak; petugas ora.
           *[supervisor] 🔒 Iya. Wiwit saiki mung atasane petugas sing bisa mbukak.
        }

        Yen malah dheweke wonge, hubungi SAPA 129.
   *[dewasa]
        { $holder ->
            [head] 🔒 Inggih. Wiwit sapunika namung kepala kantor ingkang saged mbikak.
            [keyholder] 🔒 Inggih. Wiwit sapunika namung ingkang nyepeng kunci ing sanjawining kantor ingkang saged mbikak; petugas mboten.
           *[supervisor] 🔒 Inggih. Wiwit sapunika namung atasanipun petugas ingkang saged mbikak.
        }

        Menawi malah piyambakipun, hubungi SAPA 129.
}
    .quiet = { $register ->
        [anak] 🔒 Iya, wis dikunci.
       *[dewasa] 🔒 Inggih, sampun dipunkunci.
    }
note-police = { $register ->
    [anak]
        Wis dicathet. Yen undang-undang ngongkon, kantor tetep kudu lapor polisi.

        Yen bisa, kowe dikandhani dhisik.
   *[dewasa]
        Sampun kacathet. Menawi undang-undang mrentah, kantor tetep kedah lapor polisi.

        Menawi saged, panjenengan dipunparingi pirsa rumiyin.
}
    .quiet = { $register ->
        [anak] Wis dicathet. Yen hukum ngongkon, tetep diterusake. Yen bisa, kowe dikandhani dhisik.
       *[dewasa] Sampun kacathet. Menawi hukum mrentah, tetep kalajengaken. Panjenengan dipunparingi pirsa rumiyin, menawi saged.
    }
note-no-news = { $register ->
    [anak] Durung ana kabar anyar.
   *[dewasa] Dereng wonten kabar enggal.
}
    .quiet = { $register ->
        [anak] Durung ana.
       *[dewasa] Dereng wonten.
    }
note-answered = { $register ->
    [anak] ✔️ Wis diterusake menyang petugas.
   *[dewasa] ✔️ Sampun kalajengaken dhateng petugas.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dicathet.
       *[dewasa] ✔️ Sampun kacathet.
    }
note-answered-sealed = { $register ->
    [anak] { $holder ->
        [head] ✔️ Wis disimpen lan dikunci. Mung kepala kantor sing bisa mbukak.
        [keyholder] ✔️ Wis disimpen lan dikunci. Mung sing nyekel kunci ing njaba kantor sing bisa mbukak; petugas ora.
       *[supervisor] ✔️ Wis disimpen lan dikunci. Mung atasan sing bisa mbukak.
    }
   *[dewasa] { $holder ->
        [head] ✔️ Sampun kasimpen lan kakunci. Namung kepala kantor ingkang saged mbikak.
        [keyholder] ✔️ Sampun kasimpen lan kakunci. Namung ingkang nyepeng kunci ing sanjawining kantor ingkang saged mbikak; petugas mboten.
       *[supervisor] ✔️ Sampun kasimpen lan kakunci. Namung atasan ingkang saged mbikak.
    }
}
    .quiet = { $register ->
        [anak] ✔️ Wis dicathet.
       *[dewasa] ✔️ Sampun kacathet.
    }
toast-taken = { $register ->
    [anak] ✔️ Wis mlebu. Tombole wis ganti.
   *[dewasa] ✔️ Sampun mlebet. Tombolipun sampun gantos.
}
toast-stale = { $register ->
    [anak] Tombol iku wis liwat. Pencet sing paling ngisor ya.
   *[dewasa] Tombol menika sampun kepungkur. Pencet ingkang paling ngandhap nggih.
}
outage = { $register ->
    [anak]
        Ngapura, mesine lagi macet lan bakal nyoba maneh dhewe. Sing lagi dikirim diwaca yen wis pulih.

        Yen ora bisa ngenteni, telpon { $numbers }.
   *[dewasa]
        Nyuwun pangapunten, mesinipun saweg macet lan badhe nyobi malih. Ingkang dipunkintun badhe kawaos menawi sampun pulih.

        Menawi mboten saged ngentosi, telpon { $numbers }.
}
sorry = { $register ->
    [anak]
        Ngapura, sing lagi wae ora kesimpen: mesine lagi ana alangan. Coba sepisan maneh ya.

        Yen ora bisa ngenteni, telpon { $numbers }.
   *[dewasa]
        Nyuwun pangapunten, ingkang nembe mboten kasimpen: mesinipun wonten alangan. Mangga dipuncobi sepisan malih.

        Menawi mboten saged ngentosi, telpon { $numbers }.
}

## Kabar sing metu dhewe: iki thok

news-push = { $register ->
    [anak] Ana kabar.
   *[dewasa] Wonten kabar.
}
note-slowly = { $register ->
    [anak] Alon-alon wae ya. Kabeh tulisane takwaca; sedhela maneh bisa diterusake.
   *[dewasa] Alon-alon kemawon nggih. Sedaya seratan kula waos; sekedhap malih saged dipunlajeng.
}
    .quiet = { $register ->
        [anak] Sedhela ya. Kabeh tulisane takwaca.
       *[dewasa] Sekedhap nggih. Sedaya seratan kula waos.
    }
note-later = { $register ->
    [anak]
        Dina iki wis akeh laporan saka chat iki. Sing iki durung kakirim; penceten “Kirim saiki” maneh wiwit jam { $time }.

        Yen ana bebaya, penceten “🆘 Bebaya” saiki uga.
   *[dewasa]
        Dinten menika sampun kathah laporan saking chat menika. Ingkang menika dereng kakintun; pencet “Kintun sapunika” malih wiwit tabuh { $time }.

        Menawi wonten bebaya, pencet “🆘 Bebaya” sapunika.
}
    .quiet = { $register ->
        [anak]
            Durung kakirim. Penceten maneh wiwit jam { $time }.

            Yen gawat, penceten “🆘 Bebaya”.
       *[dewasa]
            Dereng kakintun. Dipuntutul malih wiwit tabuh { $time }.

            Menawi gawat, dipuntutul “🆘 Bebaya”.
    }
