### Sawise laporan dikirim. Kabeh oleh diliwati. Wektune jujur, asile ora dijanjekake.

ask-filed = { $register ->
    [anak] ✔️ Laporane wis tekan meja petugas { $office }. Matur nuwun wis wani crita.
   *[dewasa] ✔️ Laporanipun sampun dumugi meja petugas { $office }. Matur nuwun sampun kersa cariyos.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dikirim.
       *[dewasa] ✔️ Sampun kakintun.
    }
ask-filed-sealed = { $register ->
    [anak]
        { $holder ->
            [head] ✔️ Laporane wis disimpen lan dikunci. Mung kepala kantor sing bisa mbukak; petugas liyane ora.
            [keyholder] ✔️ Laporane wis disimpen lan dikunci. Mung sing nyekel kunci ing njaba kantor sing bisa mbukak; petugas ora.
           *[supervisor] ✔️ Laporane wis disimpen lan dikunci. Mung atasane petugas sing bisa mbukak; petugas liyane ora.
        }

        Matur nuwun wis wani crita.
   *[dewasa]
        { $holder ->
            [head] ✔️ Laporanipun sampun kasimpen lan kakunci. Namung kepala kantor ingkang saged mbikak; petugas sanes mboten.
            [keyholder] ✔️ Laporanipun sampun kasimpen lan kakunci. Namung ingkang nyepeng kunci ing sanjawining kantor ingkang saged mbikak; petugas mboten.
           *[supervisor] ✔️ Laporanipun sampun kasimpen lan kakunci. Namung atasanipun petugas ingkang saged mbikak; petugas sanes mboten.
        }

        Matur nuwun sampun kersa cariyos.
}
    .quiet = { $register ->
        [anak] ✔️ Wis dikirim, dikunci.
       *[dewasa] ✔️ Sampun kakintun, kakunci.
    }
promise-sealed = { $register ->
    [anak] Kapan diwacane ora bisa dijanjekake. Yen ora bisa ngenteni, telpon { $numbers }.
   *[dewasa] Kapan kawaosipun mboten saged kajanjekaken. Menawi mboten saged ngentosi, telpon { $numbers }.
}
read-at = { $register ->
    [anak] { $when ->
        [today] 👁 Wis diwaca petugas jam { $time }.
       *[before] 👁 Wis diwaca petugas { $date } jam { $time }.
    }
   *[dewasa] { $when ->
        [today] 👁 Sampun kawaos petugas jam { $time }.
       *[before] 👁 Sampun kawaos petugas { $date } jam { $time }.
    }
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
read-at-sealed = { $register ->
    [anak] { $when ->
        [today] 👁 Wis diwaca jam { $time }, mung dening sing oleh mbukak.
       *[before] 👁 Wis diwaca { $date } jam { $time }, mung dening sing oleh mbukak.
    }
   *[dewasa] { $when ->
        [today] 👁 Sampun kawaos jam { $time }, namung dening ingkang pareng mbikak.
       *[before] 👁 Sampun kawaos { $date } jam { $time }, namung dening ingkang pareng mbikak.
    }
}
    .quiet = { $when ->
        [today] 👁 { $time }
       *[before] 👁 { $date } { $time }
    }
receipt = { $register ->
    [anak]
        Kodhe laporan iki: { $code }
        { $words ->
            [none] Saka HP liya: tulisen /cek, banjur kodhe kuwi.
           *[other]
            Utawa nem tembung: { $words }
            Saka HP liya: tulisen /cek, banjur salah sijine.
        }
        Cathet mung yen aman. Banjur pencet “{ control-saved }”, supaya kodhene ora katon maneh.
   *[dewasa]
        Kodhe laporan menika: { $code }
        { $words ->
            [none] Saking HP sanes: serat /cek, lajeng kodhe menika.
           *[other]
            Utawi nem tembung: { $words }
            Saking HP sanes: serat /cek, lajeng salah setunggalipun.
        }
        Mangga dipunserat namung menawi aman. Lajeng pencet “{ control-saved }”, supados kodhenipun mboten ketingal malih.
}
    .quiet =
        { $code }
        { $words ->
            [none] /cek
           *[other]
            { $words }
            /cek
        }
        { $register ->
            [anak] Kanggo HP liya. Busaken yen HP-ne dienggo bareng.
           *[dewasa] Kangge HP sanes. Dipunbusak menawi HP-nipun dipunangge sareng.
        }
reads-it = { $register ->
    [anak] { $told ->
        [voice] ngrungoke
       *[words] maca
    }
   *[dewasa] { $told ->
        [voice] mirengaken
       *[words] maos
    }
}
promise-minutes = { $register ->
    [anak] { $minutes ->
        [15] Petugas ngupaya { reads-it } ing 15 menit.
        [60] Petugas ngupaya { reads-it } ing 1 jam.
        [360] Petugas ngupaya { reads-it } ing 6 jam kerja.
        [1440] Petugas ngupaya { reads-it } paling suwe dina kerja candhake.
       *[other] Petugas ngupaya { reads-it } ing { $minutes } menit.
    }
   *[dewasa] { $minutes ->
        [15] Petugas ngupaya { reads-it } ing 15 menit.
        [60] Petugas ngupaya { reads-it } ing 1 jam.
        [360] Petugas ngupaya { reads-it } ing 6 jam kerja.
        [1440] Petugas ngupaya { reads-it } paling dangu dinten kerja salajengipun.
       *[other] Petugas ngupaya { reads-it } ing { $minutes } menit.
    }
}
promise-hour = { $register ->
    [anak]
        Saiki durung ana petugas sing maca. Petugas ana maneh dina { weekday } jam { $hour }.

        Yen ora bisa ngenteni, telpon nomer darurat.
   *[dewasa]
        Sapunika dereng wonten petugas ingkang maos. Petugas wonten malih dinten { weekday } jam { $hour }.

        Menawi mboten saged ngentosi, telpon nomer darurat.
}
promise-closing = { $register ->
    [anak]
        Kantore sedhela maneh tutup. Mbokmenawa lagi diwaca dina { weekday } jam { $hour }.

        Yen ora bisa ngenteni, telpon nomer darurat.
   *[dewasa]
        Kantoripun sekedhap malih tutup. Mbokmenawi nembe kawaos dinten { weekday } jam { $hour }.

        Menawi mboten saged ngentosi, telpon nomer darurat.
}
weekday = { $day ->
    [1] Senen
    [2] Slasa
    [3] Rebo
    [4] Kemis
    [5] Jemuwah
    [6] Setu
   *[7] Minggu
}
after-filed = { $register ->
    [anak]
        Sawise iku petugas nimbang lan mbiyantu siji-siji.

        Urusan pidana dicekel polisi. Asile ora bisa dijanjekake.

        Supaya petugas ora bisa nulis mrene maneh, tulisen /hapus.
   *[dewasa]
        Lajeng petugas nimbang lan mbiyantu, satunggal mbaka satunggal.

        Urusan pidana dipuncepeng polisi. Asilipun mboten saged kajanjekaken.

        Supados petugas mboten saged nyerat mriki malih, serat /hapus.
}
    .quiet = { $register ->
        [anak] Petugas bakal nimbang lan mbiyantu.
       *[dewasa] Petugas badhe nimbang lan mbiyantu.
    }
after-filed-sealed = { $register ->
    [anak]
        Sawise diwaca, dheweke nimbang lan nggoleki cara mbiyantu.

        Urusan pidana dicekel polisi. Asile ora bisa dijanjekake.

        Supaya petugas ora bisa nulis mrene maneh, tulisen /hapus.
   *[dewasa]
        Sasampunipun kawaos, piyambakipun nimbang lan madosi cara mbiyantu.

        Urusan pidana dipuncepeng polisi. Asilipun mboten saged kajanjekaken.

        Supados petugas mboten saged nyerat mriki malih, serat /hapus.
}
    .quiet = { $register ->
        [anak] Mengko ditimbang.
       *[dewasa] Mangke dipuntimbang.
    }

## Kepengin mati

ask-life = { $register ->
    [anak]
        { $whose ->
            [self] Matur nuwun wis tekan kene. Wong sing suwe lara atine kadhang rumangsa kepengin mati.
           *[other] Matur nuwun wis ngancani. Wong sing suwe lara atine kadhang rumangsa kepengin mati.
        }

        { $whose ->
            [self] Takon iki ora apa-apa: apa kowe lagi mikir bunuh dhiri?
           *[other] Apa dheweke tau kandha utawa katon kepengin bunuh dhiri?
        }
   *[dewasa]
        { $whose ->
            [self] Matur nuwun sampun dumugi ngriki. Tiyang ingkang dangu sakit manahipun kadhang kepengin pejah.
           *[other] Matur nuwun sampun ngancani. Tiyang ingkang dangu sakit manahipun kadhang kepengin pejah.
        }

        { $whose ->
            [self] Nyuwun pirsa menika mboten menapa: menapa panjenengan saweg menggalih bunuh dhiri?
           *[other] Menapa piyambakipun nate sanjang utawi ketingal kepengin bunuh dhiri?
        }
}
    .quiet = { $register ->
        [anak] { $whose ->
            [self] Oleh taktakoni alon-alon: apa lagi mikir bunuh dhiri?
           *[other] Oleh taktakoni alon-alon: apa dheweke mikir bunuh dhiri?
        }
       *[dewasa] { $whose ->
            [self] Kula nyuwun pirsa alon-alon: menapa saweg kepengin bunuh dhiri?
           *[other] Kula nyuwun pirsa alon-alon: menapa piyambakipun kepengin bunuh dhiri?
        }
    }
pick-life-no = ✖️ { $register ->
    [anak] Ora
   *[dewasa] Mboten
}
pick-life-yes = ✔️ { $register ->
    [anak] Iya
   *[dewasa] Inggih
}
pick-life-unsure = 🤔 { $register ->
    [anak] Ora yakin
   *[dewasa] Mboten yakin
}
ask-life_now = { $register ->
    [anak] { $whose ->
        [self]
            Matur nuwun wis kandha. Kowe ora dhewekan.

            Apa saiki, utawa wis ngerti carane?
       *[other]
            Matur nuwun wis kandha. Apa saiki, utawa dheweke wis ngerti carane?

            Yen bisa, aja ditinggal dhewekan. Undangen wong dewasa sing dipercaya.
    }
   *[dewasa] { $whose ->
        [self]
            Matur nuwun sampun ngendika. Panjenengan mboten piyambakan.

            Menapa sapunika, utawi sampun pirsa caranipun?
       *[other]
            Matur nuwun sampun ngendika. Menapa sapunika, utawi piyambakipun sampun ngertos caranipun?

            Menawi saged, ampun dipuntilar piyambakan. Mangga nyuwun tulung tiyang ingkang dipunpitados.
    }
}
    .quiet = { $register ->
        [anak] { $whose ->
            [self] Matur nuwun. Saiki, utawa wis ngerti carane?
           *[other] Matur nuwun. Saiki, utawa dheweke wis ngerti carane?
        }
       *[dewasa] { $whose ->
            [self] Matur nuwun. Sapunika, utawi sampun pirsa caranipun?
           *[other] Matur nuwun. Sapunika, utawi piyambakipun sampun ngertos caranipun?
        }
    }
pick-life_now-yes = ✔️ { $register ->
    [anak] Iya
   *[dewasa] Inggih
}
pick-life_now-no = ✖️ { $register ->
    [anak] Ora
   *[dewasa] Mboten
}
# Who thinks of dying needs somebody near, before any number.
alone = { $register ->
    [anak] { $whose ->
        [self] Aja dhewekan dhisik, nyedhaka wong sing dipercaya.
       *[other] Aja ditinggal dhewekan.
    }
   *[dewasa] { $whose ->
        [self] Ampun piyambakan nggih. Mangga nyelak tiyang ingkang dipunpitados.
       *[other] Ampun dipuntilar piyambakan nggih.
    }
}
care = { $register ->
    [anak]
        { alone }

        Ana sing bisa diajak omong: { $care }. Kabar iki uga wis dikirim menyang petugas.
   *[dewasa]
        { alone }

        Wonten ingkang saged dipunajak ngendikan: { $care }. Kabar menika ugi sampun kakintun dhateng petugas.
}
    .quiet = { $care }.
care-sealed = { $register ->
    [anak]
        { alone }

        Ana sing bisa diajak omong: { $care }. Kabar iki wis disimpen lan dikunci.

        { promise-sealed }
   *[dewasa]
        { alone }

        Wonten ingkang saged dipunajak ngendikan: { $care }. Kabar menika sampun kasimpen lan kakunci.

        { promise-sealed }
}
    .quiet = { $care }.

## Arep nambahi?

ask-hub = { $register ->
    [anak]
        Arep nambahi? Pilihen sing endi wae, urute bebas.

        Nulis sakarepmu uga oleh.
   *[dewasa]
        Badhe nambahi? Pilih ingkang pundi kemawon, urutipun bebas.

        Nyerat piyambak ugi saged.
}
    .quiet = { $register ->
        [anak] Arep nambahi?
       *[dewasa] Badhe nambahi?
    }
pick-hub-danger = ⚠️ Tandha bebaya
    .quiet = ⚠️ { $register ->
        [anak] Kahanane
       *[dewasa] Kawontenanipun
    }
pick-hub-access = 🚶 { $register ->
    [anak] Bisa nyedhak?
   *[dewasa] Saged nyelak?
}
pick-hub-relation = 🔗 { $register ->
    [anak] Sapa wong kuwi
   *[dewasa] Sinten tiyang menika
}
pick-hub-signs = 🔎 Bab pasangan
pick-hub-visit = 🏠 { $register ->
    [anak] Bab ditekani
   *[dewasa] Bab dipundhatengi
}
pick-hub-meet = 📍 { $register ->
    [anak] Ketemu ing ngendi
   *[dewasa] Pinanggih ing pundi
}
pick-hub-keep_from = 🤫 { $register ->
    [anak] Sing aja dikandhani
   *[dewasa] Ingkang ampun dipunkabari
}
pick-hub-adult = 🧑‍🤝‍🧑 { $register ->
    [anak] Ana sing njaga?
   *[dewasa] Wonten ingkang njagi?
}
    .quiet = 🧑‍🤝‍🧑 { $register ->
        [anak] Wong dewasa?
       *[dewasa] Tiyang dewasa?
    }
pick-hub-others = 👥 { $register ->
    [anak] Ana liyane?
   *[dewasa] Wonten sanesipun?
}
    .quiet = 👥 { $register ->
        [anak] Wong liya?
       *[dewasa] Tiyang sanes?
    }
pick-hub-help = 🤲 { $register ->
    [anak] Butuh apa
   *[dewasa] Betah menapa
}
pick-hub-contact = 💬 { $register ->
    [anak] Oleh ditulisi?
   *[dewasa] Pareng dipunserati?
}
pick-hub-village = 🗺 { $register ->
    [anak] Jeneng desa
   *[dewasa] Naminipun desa
}
pick-hub-sex = 🚻 { $register ->
    [anak] Lanang utawa wadon
   *[dewasa] Jaler utawi estri
}
pick-hub-needs = ♿ Pitulungan khusus
pick-hub-life = 🫂 { $register ->
    [anak] Bab rasane ati
   *[dewasa] Bab raosing manah
}

ask-danger = { $register ->
    [anak] Endi sing tau kedadean? Oleh luwih saka siji, banjur “Wis milih”.
   *[dewasa] Pundi ingkang nate kedadosan? Saged langkung saking satunggal, lajeng “Sampun milih”.
}
    .quiet = { $register ->
        [anak] Sing endi? Oleh luwih saka siji.
       *[dewasa] Ingkang pundi? Saged langkung saking satunggal.
    }
pick-danger-hurt = 🩹 { $register ->
    [anak] Tatu utawa lara, perlu dhokter
   *[dewasa] Tatu utawi sakit, perlu dhokter
}
pick-danger-severe = 🚑 { $register ->
    [anak] Tatu parah utawa nganti semaput
   *[dewasa] Tatu parah utawi ngantos semaput
}
pick-danger-strangled = ✋ { $register ->
    [anak] Dicekik utawa dibekep
   *[dewasa] Dipuncekik utawi dipunbekep
}
    .quiet = ✋ { $register ->
        [anak] Gulu utawa ambegan
       *[dewasa] Gulu utawi ambegan
    }
pick-danger-weapon = 🔪 { $register ->
    [anak] Nganggo gaman
   *[dewasa] Ngangge gaman
}
    .quiet = 🔪 { $register ->
        [anak] Nganggo alat
       *[dewasa] Ngangge alat
    }
pick-danger-kill = ⚠️ { $register ->
    [anak] Diancam arep dipateni
   *[dewasa] Dipunancam badhe dipunpejahi
}
    .quiet = ⚠️ { $register ->
        [anak] Ancaman gedhe
       *[dewasa] Ancaman ageng
    }
pick-danger-pregnant = 🤰 { $register ->
    [anak] Lagi meteng
   *[dewasa] Saweg mbobot
}
pick-danger-starving = 🍽 { $register ->
    [anak] Ora diwenehi mangan utawa obat
   *[dewasa] Mboten dipunsukani dhaharan utawi obat
}
pick-danger-pressed = 🤐 { $register ->
    [anak] Dipeksa aja lapor
   *[dewasa] Dipunpeksa ampun lapor
}
    .quiet = 🤐 { $register ->
        [anak] Dikon meneng
       *[dewasa] Dipunpurih mendel
    }

ask-access = { $register ->
    [anak] Apa wong kuwi manggon saomah, utawa bisa teka kapan wae?
   *[dewasa] Menapa tiyang menika manggen sagriya, utawi saged dhateng kapan kemawon?
}
    .quiet = { $register ->
        [anak] Saomah, utawa bisa teka?
       *[dewasa] Sagriya, utawi saged dhateng?
    }
pick-access-lives = 🏠 { $register ->
    [anak] Manggon saomah
   *[dewasa] Manggen sagriya
}
pick-access-reach = 🚶 { $register ->
    [anak] Bisa teka kapan wae
   *[dewasa] Saged dhateng kapan kemawon
}
pick-access-no = 👌 { $register ->
    [anak] Ora bisa
   *[dewasa] Mboten saged
}

ask-relation = { $register ->
    [anak] { $whose ->
        [self] Wong kuwi sapamu? Jenenge ora perlu.
       *[other] Wong kuwi apane sing ngalami? Jenenge ora perlu.
    }
   *[dewasa] { $whose ->
        [self] Tiyang menika menapanipun panjenengan? Nami mboten perlu.
       *[other] Tiyang menika menapanipun ingkang ngalami? Nami mboten perlu.
    }
}
    .quiet = { $register ->
        [anak] { $whose ->
            [self] Sapamu?
           *[other] Apane?
        }
       *[dewasa] Menapanipun?
    }
pick-relation-parent = 👪 { $register ->
    [anak] Wong tuwa
   *[dewasa] Tiyang sepuh
}
pick-relation-step = 👪 { $register ->
    [anak] Wong tuwa kuwalon
   *[dewasa] Tiyang sepuh kuwalon
}
pick-relation-partner = 💑 { $register ->
    [anak] Bojo, utawa tilas bojo
   *[dewasa] Semah, utawi tilas semah
}
pick-relation-relative = 🧑‍🤝‍🧑 { $register ->
    [anak] Sedulur
   *[dewasa] Sedherek
}
pick-relation-neighbour = 🏘 { $register ->
    [anak] Tangga
   *[dewasa] Tanggi
}
pick-relation-friend = 👥 { $register ->
    [anak] Pacar utawa kanca
   *[dewasa] Pacar utawi kanca
}
pick-relation-teacher = 🏫 { $register ->
    [anak] Guru utawa pelatih
   *[dewasa] Guru utawi pelatih
}
pick-relation-cleric = 🙏 Tokoh agama
pick-relation-official = 🏛 { $register ->
    [anak] Pamong utawa pejabat
   *[dewasa] Pamong utawi pejabat
}
pick-relation-boss = 💼 { $register ->
    [anak] Juragan utawa atasan
   *[dewasa] Juragan utawi atasan
}
pick-relation-online = 📱 { $register ->
    [anak] Kenal ing HP
   *[dewasa] Tepang ing HP
}
pick-relation-stranger = ❔ { $register ->
    [anak] Ora kenal
   *[dewasa] Mboten tepang
}

ask-signs = { $register ->
    [anak] Bab pasangan kuwi, endi sing bener? Oleh luwih saka siji.
   *[dewasa] Bab pasangan menika, pundi ingkang leres? Saged langkung saking satunggal.
}
    .quiet = { $register ->
        [anak] Sing endi? Oleh luwih saka siji.
       *[dewasa] Ingkang pundi? Saged langkung saking satunggal.
    }
pick-signs-gun = 🗡 { $register ->
    [anak] Duwe utawa gampang oleh gaman
   *[dewasa] Gadhah utawi gampil pikantuk gaman
}
pick-signs-control = 🔒 { $register ->
    [anak] Cemburuan, ngatur kabeh
   *[dewasa] Cemburuan, ngatur sedaya
}
pick-signs-left = 💔 { $register ->
    [anak] Lagi ditinggal utawa pisah
   *[dewasa] Nembe dipuntilar utawi pisah
}
pick-signs-jobless = 🕰 { $register ->
    [anak] Lagi ora nyambut gawe
   *[dewasa] Saweg mboten nyambut damel
}
pick-signs-threat_self = 🗣 { $register ->
    [anak] Tau ngancam bunuh dhiri
   *[dewasa] Nate ngancam bunuh dhiri
}
pick-signs-not_his = 🧒 { $register ->
    [anak] Ana anak sing dudu anake
   *[dewasa] Wonten lare ingkang sanes putranipun
}
pick-signs-stalks = 👣 { $register ->
    [anak] Ngetutake utawa neror pesen
   *[dewasa] Ngetutaken utawi neror pesen
}

ask-visit = { $register ->
    [anak] Aman yen petugas teka menyang omah?
   *[dewasa] Aman menawi petugas dhateng griya?
}
    .quiet = { $register ->
        [anak] Aman ditekani?
       *[dewasa] Aman dipundhatengi?
    }
pick-visit-safe = 👌 Aman
pick-visit-danger = ⛔ { $register ->
    [anak] Aja teka menyang omah
   *[dewasa] Ampun dhateng griya
}

ask-meet = { $register ->
    [anak] Yen perlu ketemu, ing ngendi sing paling aman? Oleh uga ditulis.
   *[dewasa] Menawi perlu pinanggih, ing pundi ingkang paling aman? Saged ugi dipunserat.
}
    .quiet = { $register ->
        [anak] Ing ngendi sing aman?
       *[dewasa] Ing pundi ingkang aman?
    }
pick-meet-home = 🏠 { $register ->
    [anak] Ing omah
   *[dewasa] Ing griya
}
pick-meet-school = 🏫 Ing sekolahan
pick-meet-clinic = 🏥 Ing puskesmas
pick-meet-office = 🏢 Ing kantor
pick-meet-tell = ✍️ { $register ->
    [anak] Mengko taktulis
   *[dewasa] Mangke kula serat
}

ask-keep_from = { $register ->
    [anak] Sapa sing ora oleh ngerti? Oleh luwih saka siji.
   *[dewasa] Sinten ingkang mboten pareng pirsa? Saged langkung saking satunggal.
}
    .quiet = { $register ->
        [anak] Sapa sing aja dikandhani?
       *[dewasa] Sinten ingkang ampun dipunkabari?
    }
pick-keep-family = 👪 { $register ->
    [anak] Kulawarga
   *[dewasa] Kulawargi
}
pick-keep-village = 🏘 Pamong desa
pick-keep-school = 🏫 Sekolahan
pick-keep-cadre = 👩‍⚕️ Kader
pick-keep-police = 👮 Polisi

ask-adult = { $register ->
    [anak] Apa ana wong dewasa sing bisa dipercaya lan njaga?
   *[dewasa] Menapa wonten tiyang dewasa ingkang saged dipunpitados lan njagi?
}
    .quiet = { $register ->
        [anak] Ana sing bisa dipercaya?
       *[dewasa] Wonten ingkang saged dipunpitados?
    }
pick-adult-some = 👍 { $register ->
    [anak] Ana
   *[dewasa] Wonten
}
pick-adult-none = 😔 { $register ->
    [anak] Ora ana
   *[dewasa] Mboten wonten
}

ask-others = { $register ->
    [anak] Apa ana wong liya sing uga ngalami?
   *[dewasa] Menapa wonten tiyang sanes ingkang ugi ngalami?
}
    .quiet = { $register ->
        [anak] Ana liyane uga?
       *[dewasa] Wonten sanesipun ugi?
    }
pick-others-yes = 👥 { $register ->
    [anak] Ana
   *[dewasa] Wonten
}
pick-others-no = 🤷 { $register ->
    [anak] Ora, utawa ora ngerti
   *[dewasa] Mboten, utawi mboten ngertos
}

ask-help = { $register ->
    [anak] Pitulungan apa sing paling perlu? Kabeh gratis.
   *[dewasa] Pitulungan menapa ingkang paling perlu? Sedaya gratis.
}
    .quiet = { $register ->
        [anak] Butuh apa? Gratis.
       *[dewasa] Betah menapa? Gratis.
    }
pick-help-talk = 🫂 { $register ->
    [anak] Kanca omong, psikolog
   *[dewasa] Kanca ngendikan, psikolog
}
pick-help-doctor = 🩺 Dhokter lan visum
pick-help-shelter = 🏡 { $register ->
    [anak] Panggonan aman
   *[dewasa] Papan ingkang aman
}
pick-help-legal = ⚖️ { $register ->
    [anak] Dikancani urusan hukum
   *[dewasa] Dipunkancani urusan hukum
}
pick-help-escort = 🤝 { $register ->
    [anak] Dikancani petugas
   *[dewasa] Dipunkancani petugas
}
pick-help-school = 🎒 Urusan sekolah
pick-help-recovery = 🌱 Pemulihan
pick-help-living = 🧺 { $register ->
    [anak] Kabutuhan urip
   *[dewasa] Kabetahan gesang
}

ask-contact = { $register ->
    [anak] Apa petugas oleh nulis maneh ing chat iki? Sing metu mung “Ana kabar.” Isine bisa dibukak sapa wae sing nyekel HP iki.
   *[dewasa] Menapa petugas pareng nyerat malih ing chat menika? Ingkang medal namung “Wonten kabar.” Isinipun saged dipunbikak sinten kemawon ingkang nyepeng HP menika.
}
    .quiet = { $register ->
        [anak] Oleh ditulisi ing kene?
       *[dewasa] Pareng dipunserati ing ngriki?
    }
pick-contact-anytime = ✅ { $register ->
    [anak] Oleh kapan wae
   *[dewasa] Pareng kapan kemawon
}
pick-contact-morning = 🌅 { $register ->
    [anak] Esuk, 07–11
   *[dewasa] Enjing, 07–11
}
pick-contact-afternoon = ☀️ { $register ->
    [anak] Awan, 11–16
   *[dewasa] Siyang, 11–16
}
pick-contact-evening = 🌇 { $register ->
    [anak] Sore, 16–20
   *[dewasa] Sonten, 16–20
}
pick-contact-no = 🔕 { $register ->
    [anak] Aja
   *[dewasa] Ampun
}

ask-village = { $register ->
    [anak] Ing desa endi, Kecamatan { $kecamatan }? Penceten, utawa tulisen jenenge.
   *[dewasa] Ing desa pundi, Kecamatan { $kecamatan }? Pencet, utawi serat naminipun.
}
    .quiet = { $register ->
        [anak] Ing ngendi, { $kecamatan }?
       *[dewasa] Ing pundi, { $kecamatan }?
    }

ask-sex = { $register ->
    [anak] Wadon utawa lanang?
   *[dewasa] Estri utawi jaler?
}
    .quiet = { $register ->
        [anak] Pilih siji:
       *[dewasa] Pilih satunggal:
    }
pick-sex-female = 👩 { $register ->
    [anak] Wadon
   *[dewasa] Estri
}
pick-sex-male = 👨 { $register ->
    [anak] Lanang
   *[dewasa] Jaler
}

ask-needs = { $register ->
    [anak] Perlu dibantu ndelok, krungu, omong, mlaku, utawa mudheng?
   *[dewasa] Perlu dipunbiyantu ningali, mireng, wicantenan, mlampah, utawi ngertos?
}
    .quiet = { $register ->
        [anak] Perlu dibantu sing endi?
       *[dewasa] Perlu dipunbiyantu ingkang pundi?
    }
pick-needs-see = 👁 { $register ->
    [anak] Ndelok
   *[dewasa] Ningali
}
pick-needs-hear = 👂 { $register ->
    [anak] Krungu
   *[dewasa] Mireng
}
pick-needs-speak = 🗣 { $register ->
    [anak] Omong
   *[dewasa] Ngendikan
}
pick-needs-walk = 🦽 { $register ->
    [anak] Mlaku
   *[dewasa] Mlampah
}
pick-needs-understand = 💡 { $register ->
    [anak] Mudheng
   *[dewasa] Mangertos
}

## Petugas nulis

ask-news = { $register ->
    [anak] Apa saiki aman kanggo maca?
   *[dewasa] Menapa sapunika aman kangge maos?
}
    .quiet = { $register ->
        [anak] Saiki bisa maca?
       *[dewasa] Sapunika saged maos?
    }
pick-news-safe = 👍 { $register ->
    [anak] Iya, aman
   *[dewasa] Inggih, aman
}
    .quiet = 👍 { $register ->
        [anak] Bisa
       *[dewasa] Saged
    }
pick-news-later = ⏳ { $register ->
    [anak] Mengko wae
   *[dewasa] Mangke kemawon
}
ask-letter = { $register ->
    [anak] Saka petugas:
   *[dewasa] Saking petugas:
}
    .quiet = { $register ->
        [anak] Iki kabare:
       *[dewasa] Menika kabaripun:
    }
letter-done = { $register ->
    [anak] Arep nambahi? Tulisen wae ing kene.
   *[dewasa] Badhe nambahi? Serat kemawon ing ngriki.
}
    .quiet = { $register ->
        [anak] Arep nambahi?
       *[dewasa] Badhe nambahi?
    }
care-still = { $register ->
    [anak] 🫂 Kanca crita: { $care }.
   *[dewasa] 🫂 Kanca wicantenan: { $care }.
}
    .quiet = { $care }.
pick-hub-advice = 💡 Saran liyane

## /hapus: what is held about this chat, and away with it

ask-erase = { $register ->
    [anak] { $held ->
        [sent]
            Sing disimpen bab chat iki:

            • wangsulan lan tulisanmu

            • dalan kanggo mbales menyang chat iki

            • kode laporan

            • nomer telpon, yen tau ditulis

            • kabar saka petugas

            Yen dibusak, kabeh iku ilang saiki uga lan ora bisa bali. Petugas ora bisa nulis mrene maneh, lan kodene ora bisa dienggo maneh.

            Laporan sing wis tekan kantor ora melu ilang: miturut hukum kantor tetep kudu nangani.
        [draft]
            Sing disimpen: wangsulan lan tulisanmu. Durung ana sing dikirim menyang petugas.

            Yen dibusak, kabeh iku ilang saiki uga lan ora bisa bali.
        [visited]
            Sing disimpen bab laporan sing dibukak ing kene:

            • dalan kanggo mbales menyang chat sing biyen

            • kode loro-lorone lan tembung amane

            • kabar saka petugas

            Yen dibusak, kabeh iku ilang saiki uga lan ora bisa bali. Pesen 48 jam pungkasan ing chat sing biyen melu kabusak.

            Laporan sing wis tekan kantor ora melu ilang: miturut hukum kantor tetep kudu nangani.
       *[unsaid]
            Yen ana sing disimpen bab chat iki, kabeh bisa dibusak saiki: wangsulan, dalan kanggo mbales, kode, lan kabar.

            Laporan sing tau tekan kantor ora melu ilang: miturut hukum kantor tetep kudu nangani.
    }
   *[dewasa] { $held ->
        [sent]
            Ingkang dipunsimpen bab chat menika:

            • wangsulan lan seratan panjenengan

            • margi kangge mangsuli dhateng chat menika

            • kode laporan

            • nomer telpon, menawi nate dipunserat

            • kabar saking petugas

            Menawi dipunbusak, sedaya menika ical samenika ugi lan mboten saged wangsul. Petugas mboten saged nyerat mriki malih, lan kodenipun mboten saged dipunangge malih.

            Laporan ingkang sampun dumugi kantor mboten tumut ical: miturut hukum kantor tetep kedah nangani.
        [draft]
            Ingkang dipunsimpen: wangsulan lan seratan panjenengan. Dereng wonten ingkang dipunkintun dhateng petugas.

            Menawi dipunbusak, sedaya menika ical samenika ugi lan mboten saged wangsul.
        [visited]
            Ingkang dipunsimpen bab laporan ingkang dipunbikak ing ngriki:

            • margi kangge mangsuli dhateng chat ingkang rumiyin

            • kode kalih-kalihipun lan tembung amanipun

            • kabar saking petugas

            Menawi dipunbusak, sedaya menika ical samenika ugi lan mboten saged wangsul. Pesen 48 jam pungkasan ing chat ingkang rumiyin tumut kabusak.

            Laporan ingkang sampun dumugi kantor mboten tumut ical: miturut hukum kantor tetep kedah nangani.
       *[unsaid]
            Menawi wonten ingkang dipunsimpen bab chat menika, sedaya saged dipunbusak samenika: wangsulan, margi kangge mangsuli, kode, lan kabar.

            Laporan ingkang nate dumugi kantor mboten tumut ical: miturut hukum kantor tetep kedah nangani.
    }
}
    .quiet = { $register ->
        [anak] { $held ->
            [visited] Busak kabeh dalan bali saka sing dibukak ing kene? Sing wis tekan kantor tetep ana kana.
           *[other] Busak kabeh sing disimpen bab chat iki? Sing wis tekan kantor tetep ana kana.
        }
       *[dewasa] { $held ->
            [visited] Busak sedaya margi wangsul saking ingkang dipunbikak ing ngriki? Ingkang sampun dumugi kantor tetep wonten mrika.
           *[other] Busak sedaya ingkang dipunsimpen bab chat menika? Ingkang sampun dumugi kantor tetep wonten mrika.
        }
    }
pick-erase-yes = 🗑 { $register ->
    [anak] Iya, busak kabeh
   *[dewasa] Inggih, busak sedaya
}
pick-erase-no = ↩️ { $register ->
    [anak] Ora sida
   *[dewasa] Mboten siyos
}
note-erase-by-button = { $register ->
    [anak] Durung dibusak. Penceten “{ pick-erase-yes }”, utawa “{ pick-erase-no }”.
   *[dewasa] Dereng dipunbusak. Mangga dipunpencet “{ pick-erase-yes }”, utawi “{ pick-erase-no }”.
}
note-not-erased = { $register ->
    [anak] Durung ana sing dibusak.
   *[dewasa] Dereng wonten ingkang dipunbusak.
}
ask-erased = { $register ->
    [anak]
        ✔️ Wis dibusak, lan ora ana maneh sing bakal metu ing chat iki.

        Pesen 48 jam pungkasan ing kene uga dakbusak. Sing luwih lawas bisa dibusak dhewe liwat menu chat.

        Yen mbesuk perlu, miwiti maneh kapan wae.
   *[dewasa]
        ✔️ Sampun dipunbusak, lan mboten wonten malih ingkang badhe medal ing chat menika.

        Pesen 48 jam pungkasan ing mriki ugi kula busak. Ingkang langkung lami saged dipunbusak piyambak lumantar menu chat.

        Menawi benjing perlu, miwiti malih kapan kemawon.
}
    .quiet = { $register ->
        [anak] ✔️ Wis. Sing luwih lawas saka 48 jam bisa dibusak dhewe liwat menu chat.
       *[dewasa] ✔️ Sampun. Ingkang langkung lami saking 48 jam saged dipunbusak piyambak lumantar menu chat.
    }
