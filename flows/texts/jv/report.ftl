### Laporan, urut kaya pitakone. Bocah: ngoko. Wong dewasa lan sing durung dingerteni: krama sing gampang.
### `.quiet`: kanggo sing layare bisa didelok wong liya.

ask-start = { "" }
ask-away = { "" }

ask-welcome = { $register ->
    [anak] Arep nerusake sing mau?
   *[dewasa] Badhe nglajengaken ingkang wau?
}
    .quiet = { $register ->
        [anak] Diterusake?
       *[dewasa] Kalajengaken?
    }
welcome-new = { $register ->
    [anak] Arep miwiti?
   *[dewasa] Badhe miwiti?
}
pick-welcome-new = 🌱 { $register ->
    [anak] Wiwiti anyar
   *[dewasa] Miwiti enggal
}

ask-language = Pilih basa · pilih bahasa · choose a language:
    .quiet = Basa · bahasa · language:
pick-language-id = Indonesia
pick-language-jv = Jawa
pick-language-en = English

## Pitulungan: saka layar endi wae, banjur bali maneh

ask-guide = { $register ->
    [anak]
        Yen mbebayani, telpon dhisik: { $numbers }.

        Ing kene oleh lapor kekerasan marang bocah lan wong wadon menyang { $office }. Gratis, jenengmu ora ditakoni.

        Luwih seneng omong karo wong? Pencet “Njaluk ditelpon”.
   *[dewasa]
        Menawi mbebayani, telpon rumiyin: { $numbers }.

        Ing ngriki saged lapor kekerasan dhateng lare lan tiyang estri dhateng { $office }. Gratis, nami mboten dipuntangleti.

        Langkung remen ngendikan kaliyan tiyang? Pencet “Nyuwun dipuntelpon”.
}
    .quiet = { $register ->
        [anak]
            Nomer penting: { $numbers }.

            Arep omong karo wong? Pencet sing ing ngisor.
       *[dewasa]
            Nomer wigati: { $numbers }.

            Badhe ngendikan kaliyan tiyang? Pencet ingkang ing ngandhap.
    }
pick-guide-call = 📞 { $register ->
    [anak] Njaluk ditelpon
   *[dewasa] Nyuwun dipuntelpon
}
ask-call = { $register ->
    [anak]
        { $some ->
            [yes] Omong langsung karo wong: { $people }.
           *[no] Petugas bisa nelpon kowe.
        }

        Elinga: yen telpon utawa WA, kowe ora anonim maneh. Petugas ngerti nomermu lan krungu swaramu, lan ing HP ana tilase.

        Njaluk ditelpon? Tulisen nomermu lan jam sing aman ing kene. { $sent ->
            [yes] Petugas bakal maca.
           *[no] Petugas lagi bisa maca yen laporane wis dikirim.
        }
   *[dewasa]
        { $some ->
            [yes] Ngendikan langsung kaliyan tiyang: { $people }.
           *[no] Petugas saged nelpon panjenengan.
        }

        Mangga dipunemuti: menawi telpon utawi WA, panjenengan mboten anonim malih. Petugas pirsa nomeripun lan mireng swantenipun, lan ing HP wonten tilasipun.

        Nyuwun dipuntelpon? Serat nomer lan jam ingkang aman ing ngriki. { $sent ->
            [yes] Petugas badhe maos.
           *[no] Petugas nembe saged maos menawi laporanipun sampun kakintun.
        }
}
    .quiet = { $register ->
        [anak]
            { $some ->
                [yes] { $people }.
               *[no] { "" }
            }

            Ora anonim: petugas ngerti nomere lan krungu swarane. Yen perlu, tulisen nomer lan jame.
       *[dewasa]
            { $some ->
                [yes] { $people }.
               *[no] { "" }
            }

            Mboten anonim: petugas pirsa nomeripun lan mireng swantenipun. Menawi perlu, serat nomer lan jamipun.
    }

## Ing ngendi, yen kantore luwih saka siji

ask-office = { $register ->
    [anak]
        Iki panggonan lapor kekerasan marang bocah lan wong wadon. Gratis, tanpa jeneng.

        Yen saiki mbebayani, telpon dhisik: { $numbers }. Utawa pencet 🆘 Bebaya.

        Kedadeane ing kabupaten endi? Yen ing panggonan liya, pilihen sing paling cedhak.
   *[dewasa]
        Menika papan lapor kekerasan dhateng lare lan tiyang estri. Gratis, tanpa nami.

        Menawi sapunika mbebayani, telpon rumiyin: { $numbers }. Utawi pencet 🆘 Bebaya.

        Kedadosanipun ing kabupaten pundi? Menawi ing papan sanes, pilih ingkang paling celak.
}
    .quiet = { $register ->
        [anak]
            Nomer penting: { $numbers }.

            Ing kabupaten endi?
       *[dewasa]
            Nomer wigati: { $numbers }.

            Ing kabupaten pundi?
    }

## Aman

ask-safety = { $register ->
    [anak]
        Iki panggonan lapor kekerasan marang bocah lan wong wadon menyang { $office }. Gratis, tanpa jeneng.

        Yen saiki mbebayani, telpon dhisik: { $numbers }.

        Apa kowe saiki aman?
   *[dewasa]
        Menika papan lapor kekerasan dhateng lare lan tiyang estri dhateng { $office }. Gratis, tanpa nami.

        Menawi sapunika mbebayani, telpon rumiyin: { $numbers }.

        Menapa panjenengan sapunika aman?
}
    .quiet = { $register ->
        [anak]
            Nomer penting: { $numbers }.

            Saiki aman?
       *[dewasa]
            Nomer wigati: { $numbers }.

            Sapunika aman?
    }
pick-safety-yes = 🙂 Aman
pick-safety-no = 🆘 { $register ->
    [anak] Ora aman
   *[dewasa] Mboten aman
}
pick-safety-unsure = 🤔 { $register ->
    [anak] Ora yakin
   *[dewasa] Mboten yakin
}

numbers-again = { $register ->
    [anak] Yen dadi mbebayani, telpon: { $numbers }.
   *[dewasa] Menawi dados mbebayani, telpon: { $numbers }.
}
    .quiet = { $numbers }.

## Tembung sing keprungu kaya bebaya

heard-numbers = { $register ->
    [anak] Aku mesin, mula taktakon ben ora kleru. Yen saiki mbebayani, telpon: { $numbers }, utawa pencet “🆘 Bebaya”.
   *[dewasa] Kula mesin, mila kula nyuwun pirsa supados mboten klintu. Menawi sapunika mbebayani, telpon: { $numbers }, utawi pencet “🆘 Bebaya”.
}
    .quiet = { $numbers }.
heard-gently = { $register ->
    [anak] Aku mesin, mula taktakon ben ora kleru.
   *[dewasa] Kula mesin, mila kula nyuwun pirsa supados mboten klintu.
}
    .quiet = { $register ->
        [anak] Taktakon dhisik.
       *[dewasa] Kula nyuwun pirsa rumiyin.
    }
heard-care = { $register ->
    [anak] Matur nuwun wis nulis kuwi. Saiki uga ana sing bisa diajak omong: { $care }. Yen gawat: { $numbers }.
   *[dewasa] Matur nuwun sampun nyerat menika. Sapunika ugi wonten ingkang saged dipunajak ngendikan: { $care }. Menawi gawat: { $numbers }.
}
    .quiet = { $care } · { $numbers }.
ask-heard = { $register ->
    [anak] { $code ->
        [D01] Apa saiki ana sing lagi nglarani?
        [D02] Apa ana sing ngancam arep mateni?
        [D03] Apa ana gaman, utawa barang sing digawe gaman?
        [D04] Apa ana sing dicekik utawa dibekep durung suwe iki?
        [D05] Apa ana sing tatu parah, utawa nganti semaput?
        [D06] Apa kedadeane ing telung dina iki?
        [D07] { $whose ->
            [self] Apa kowe saiki kepengin bunuh dhiri, utawa wis ngerti carane?
           *[other] Apa dheweke saiki kepengin bunuh dhiri, utawa wis ngerti carane? Yen bisa, kancanana lan undangen wong dewasa.
            [unknown] Apa ana sing saiki kepengin bunuh dhiri, utawa wis ngerti carane?
        }
        [D08] Apa saiki ana sing dikurung, ditaleni, utawa digawa lunga?
        [D09] Apa ana sing arep digawa lunga telung dina iki, utawa saiki dicekel?
        [D10] Apa ana sing meksa bab foto utawa video, utawa ngajak ketemu? Dina iki utawa sesuk?
        [D11] Apa wong sing nglarani isih bisa nyedhaki bocahe?
        [D12] Apa nikahe ing telung dina iki?
        [D13] Apa ana sing ora diwenehi mangan utawa obat nganti gawat?
        [T06] { $whose ->
            [self] Takon iki ora apa-apa: apa kowe lagi mikir bunuh dhiri?
           *[other] Takon iki ora apa-apa: apa dheweke tau kandha utawa katon kepengin bunuh dhiri?
            [unknown] Takon iki ora apa-apa: apa ana sing lagi mikir bunuh dhiri?
        }
       *[D14] Apa saiki lagi ing bebaya?
    }
   *[dewasa] { $code ->
        [D01] Menapa sapunika wonten ingkang saweg nyakiti?
        [D02] Menapa wonten ingkang ngancam badhe mejahi?
        [D03] Menapa wonten gaman, utawi barang ingkang dipundamel gaman?
        [D04] Menapa wonten ingkang dipuncekik utawi dipunbekep dereng dangu menika?
        [D05] Menapa wonten ingkang tatu sanget, utawi ngantos semaput?
        [D06] Menapa kedadosanipun ing tigang dinten menika?
        [D07] { $whose ->
            [self] Menapa panjenengan sapunika kepengin bunuh dhiri, utawi sampun pirsa caranipun?
           *[other] Menapa piyambakipun sapunika kepengin bunuh dhiri, utawi sampun ngertos caranipun? Menawi saged, dipunkancani lan nyuwun tulung tiyang ingkang dipunpitados.
            [unknown] Menapa wonten ingkang sapunika kepengin bunuh dhiri, utawi sampun ngertos caranipun?
        }
        [D08] Menapa wonten ingkang kakurung, kacencang, utawi kabekta kesah sapunika?
        [D09] Menapa wonten ingkang badhe dipunbekta kesah tigang dinten menika, utawi sapunika dipuncepeng?
        [D10] Menapa wonten ingkang meksa bab foto utawi video, utawi ngajak pinanggih? Dinten menika utawi benjing?
        [D11] Menapa tiyang ingkang nyakiti taksih saged nyelaki larenipun?
        [D12] Menapa nikahipun ing tigang dinten menika?
        [D13] Menapa wonten ingkang mboten dipunsukani dhaharan utawi obat ngantos gawat?
        [T06] { $whose ->
            [self] Nyuwun pirsa menika mboten menapa: menapa panjenengan saweg menggalih bunuh dhiri?
           *[other] Nyuwun pirsa menika mboten menapa: menapa piyambakipun nate sanjang utawi ketingal kepengin bunuh dhiri?
            [unknown] Nyuwun pirsa menika mboten menapa: menapa wonten ingkang saweg kepengin bunuh dhiri?
        }
       *[D14] Menapa sapunika saweg ing bebaya?
    }
}
    .quiet = { $register ->
        [anak] { $code ->
            [D02] Ana ancaman gedhe?
            [D03] Nganggo alat?
            [D04] Bab gulu utawa ambegan, lagi wae?
            [D05] Nganti parah?
            [D06] Ing telung dina iki?
            [D07] Oleh taktakoni alon-alon: apa saiki wis ora kepengin urip, utawa wis ngerti carane?
            [D08] Ora oleh lunga?
            [D09] Arep digawa lunga?
            [D10] Dina iki utawa sesuk?
            [D11] Isih bisa nyedhaki?
            [D12] Ing telung dina iki?
            [D13] Ora diwenehi mangan utawa obat?
            [T06] Oleh taktakoni alon-alon: apa lagi mikir bunuh dhiri?
           *[D14] Apa iku saiki?
        }
       *[dewasa] { $code ->
            [D02] Wonten ancaman ageng?
            [D03] Ngangge alat?
            [D04] Bab gulu utawi ambegan, nembe kemawon?
            [D05] Ngantos parah?
            [D06] Ing tigang dinten menika?
            [D07] Kula nyuwun pirsa alon-alon: menapa sapunika sampun mboten kepengin gesang, utawi sampun pirsa caranipun?
            [D08] Mboten pareng kesah?
            [D09] Badhe dipunbekta kesah?
            [D10] Dinten menika utawi benjing?
            [D11] Taksih saged nyelaki?
            [D12] Ing tigang dinten menika?
            [D13] Mboten dipunsukani dhaharan utawi obat?
            [T06] Kula nyuwun pirsa alon-alon: menapa saweg kepengin bunuh dhiri?
           *[D14] Menapa menika sapunika?
        }
    }
heard-several = { $register ->
    [anak] Pencet “Iya” yen salah sijine bener.
   *[dewasa] Pencet “Inggih” menawi salah satunggalipun leres.
}
    .quiet = { $register ->
        [anak] “Iya” yen salah sijine bener.
       *[dewasa] “Inggih” menawi salah satunggalipun leres.
    }
pick-heard-yes = ✔️ { $register ->
    [anak] Iya
   *[dewasa] Inggih
}
pick-heard-no = ✖️ { $register ->
    [anak] Dudu, ora ngono
   *[dewasa] Sanes, mboten ngaten
}

ask-distress-where = { $register ->
    [anak] { $whose ->
        [other]
            Yen aman, kancanana utawa ajaken menyang panggonan sing akeh wonge. Telpon: { $numbers }.

            Kari mencet ping pindho, tandha bebaya dikirim menyang petugas.

            Sing ana ing bebaya ing ngendi? Pencet kecamatane, utawa tulisen desane. Oleh diliwati.
       *[self]
            Yen bisa, lungaa menyang panggonan sing akeh wonge. Telpon: { $numbers }.

            Kari mencet ping pindho, tandha bebaya dikirim menyang petugas.

            Kowe ing ngendi? Pencet kecamatane, utawa tulisen desa utawa cedhake apa. Oleh diliwati.
    }
   *[dewasa] { $whose ->
        [other]
            Menawi aman, dipunkancani utawi dipunajak dhateng papan ingkang kathah tiyangipun. Telpon: { $numbers }.

            Kantun mencet kaping kalih, tandha bebaya kakintun dhateng petugas.

            Ingkang wonten bebaya ing pundi? Pencet kecamatanipun, utawi serat desanipun. Saged dipunlangkungi.
       *[self]
            Menawi saged, tindak dhateng papan ingkang kathah tiyangipun. Telpon: { $numbers }.

            Kantun mencet kaping kalih, tandha bebaya kakintun dhateng petugas.

            Panjenengan wonten pundi? Pencet kecamatanipun, utawi serat desa utawi celakipun menapa. Saged dipunlangkungi.
    }
}
    .quiet = { $register ->
        [anak]
            { $numbers }.

            Kari mencet ping pindho, petugas dikandhani.

            { $whose ->
                [other] Dheweke ing ngendi?
               *[self] Ing ngendi?
            } Oleh diliwati.
       *[dewasa]
            { $numbers }.

            Kantun mencet kaping kalih, petugas dipunkabari.

            { $whose ->
                [other] Piyambakipun ing pundi?
               *[self] Ing pundi?
            } Saged dipunlangkungi.
    }
ask-distress-contact = { $register ->
    [anak]
        Kari sepisan mencet, banjur dikirim. Apa petugas oleh nulis menyang kowe ing chat iki?

        Yen luwih seneng ditelpon, tulisen nomer sing ora diangkat wong kuwi. Petugas bakal weruh.
   *[dewasa]
        Kantun sepisan mencet, lajeng kakintun. Menapa petugas pareng nyerat dhateng panjenengan ing chat menika?

        Menawi langkung remen dipuntelpon, serat nomer ingkang mboten dipunangkat tiyang menika. Petugas badhe pirsa.
}
    .quiet = { $register ->
        [anak] Kari sepisan mencet: oleh ditulisi ing kene? Utawa tulis nomere.
       *[dewasa] Kantun sepisan mencet: pareng dipunserati ing ngriki? Utawi serat nomeripun.
    }
pick-distress-write = ✅ { $register ->
    [anak] Oleh, tulis ing kene
   *[dewasa] Saged, serat ing ngriki
}
pick-distress-silent = 🔕 { $register ->
    [anak] Aja, tandhane wae dikirim
   *[dewasa] Ampun, tandhanipun kemawon
}
ask-distress-sent = { $register ->
    [anak]
        ✔️ Tandha bebaya wis dikirim menyang petugas.

        Yen isih mbebayani, aja ngenteni. Telpon: { $numbers }.

        { $whose ->
            [other] Yen aman, kancanana utawa ajaken menyang panggonan sing akeh wonge.
           *[self] Yen bisa, lungaa menyang panggonan sing akeh wonge.
        }
   *[dewasa]
        ✔️ Tandha bebaya sampun kakintun dhateng petugas.

        Menawi taksih mbebayani, ampun ngentosi. Telpon: { $numbers }.

        { $whose ->
            [other] Menawi aman, dipunkancani utawi dipunajak dhateng papan ingkang kathah tiyangipun.
           *[self] Menawi saged, tindak dhateng papan ingkang kathah tiyangipun.
        }
}
    .quiet = { $register ->
        [anak]
            ✔️ Wis dikirim.

            { $numbers }.
       *[dewasa]
            ✔️ Sampun kakintun.

            { $numbers }.
    }
ask-distress-sent-sealed = { $register ->
    [anak]
        { $holder ->
            [head] ✔️ Tandha bebaya wis disimpen lan dikunci. Mung kepala kantor sing bisa mbukak.
            [keyholder] ✔️ Tandha bebaya wis disimpen lan dikunci. Mung sing nyekel kunci ing njaba kantor sing bisa mbukak; petugas ora.
           *[supervisor] ✔️ Tandha bebaya wis disimpen lan dikunci. Mung atasan sing bisa mbukak.
        }

        Yen isih mbebayani, aja ngenteni. Telpon: { $numbers }.

        { $whose ->
            [other] Yen aman, kancanana utawa ajaken menyang panggonan sing akeh wonge.
           *[self] Yen bisa, lungaa menyang panggonan sing akeh wonge.
        }
   *[dewasa]
        { $holder ->
            [head] ✔️ Tandha bebaya sampun kasimpen lan kakunci. Namung kepala kantor ingkang saged mbikak.
            [keyholder] ✔️ Tandha bebaya sampun kasimpen lan kakunci. Namung ingkang nyepeng kunci ing sanjawining kantor ingkang saged mbikak; petugas mboten.
           *[supervisor] ✔️ Tandha bebaya sampun kasimpen lan kakunci. Namung atasan ingkang saged mbikak.
        }

        Menawi taksih mbebayani, ampun ngentosi. Telpon: { $numbers }.

        { $whose ->
            [other] Menawi aman, dipunkancani utawi dipunajak dhateng papan ingkang kathah tiyangipun.
           *[self] Menawi saged, tindak dhateng papan ingkang kathah tiyangipun.
        }
}
    .quiet = { $register ->
        [anak]
            ✔️ Wis dikirim, dikunci.

            { $numbers }.
       *[dewasa]
            ✔️ Sampun kakintun, kakunci.

            { $numbers }.
    }

## Bisa ngetik, lan watese

ask-privacy = { $register ->
    [anak] Apa saiki bisa ngetik tanpa didelok wong liya?
   *[dewasa] Menapa sapunika saged ngetik tanpa dipuntingali tiyang sanes?
}
    .quiet = { $register ->
        [anak] Bisa ngetik tanpa didelok?
       *[dewasa] Saged ngetik tanpa dipuntingali?
    }
pick-privacy-yes = 👍 { $register ->
    [anak] Bisa
   *[dewasa] Saged
}
pick-privacy-no = 👀 { $register ->
    [anak] Ora bisa
   *[dewasa] Mboten saged
}

ask-limits = { $register ->
    [anak]
        Sadurunge miwiti, kowe perlu ngerti iki:

        • Sing maca: petugas { $office }. Kabeh pitulungane gratis.
        • Jeneng, nomer, lan NIK ora ditakoni. Petugas ora weruh akun Telegram iki.
        • Telegram tetep nyimpen chat iki, lan sing nyekel HP iki bisa maca.
        • Yen nyawa kaancam utawa ana kekerasan seksual, petugas kudu tumindak lan bisa ngajak polisi.
        • Pitakon apa wae oleh diliwati. Tulisen “{ $exit }” yen arep mandheg: pesen 48 jam pungkasan dakbusak.
        • Sing ora bisa dakbusak: pesen luwih lawas, tangkapan layar, notifikasi, HP liya, lan chat iki ing daftar.

        Yen kowe dumadakan mandheg lan ketok bebaya, oleh petugas maca wangsulan sing wis ana? Yen oleh, saben wangsulan disimpen.
   *[dewasa]
        Saderengipun miwiti, panjenengan perlu pirsa menika:

        • Ingkang maos: petugas { $office }. Sedaya pitulunganipun gratis.
        • Nami, nomer, lan NIK mboten dipuntangleti. Petugas mboten sumerep akun Telegram menika.
        • Telegram tetep nyimpen chat menika, lan ingkang nyepeng HP menika saged maos.
        • Menawi nyawa kaancam utawi wonten kekerasan seksual, petugas kedah tumindak lan saged ngajak polisi.
        • Pitakenan menapa kemawon saged dipunlangkungi. Serat “{ $exit }” menawi badhe mandheg: pesen 48 jam pungkasan kula busak.
        • Ingkang mboten saged kula busak: pesen langkung lami, tangkapan layar, notifikasi, HP sanes, lan chat menika ing daftar.

        Menawi panjenengan dumadakan kendel lan ketingal bebaya, pareng petugas maos wangsulan ingkang sampun wonten? Menawi pareng, saben wangsulan dipunsimpen.
}
    .quiet = { $register ->
        [anak]
            Diwaca petugas, tanpa jeneng. Telegram tetep nyimpen chat iki.

            Yen nyawa kaancam, petugas kudu tumindak. Tulisen “{ $exit }” yen arep mandheg: pesen 48 jam pungkasan dakbusak.

            Tangkapan layar, notifikasi, HP liya, lan chat iki ing daftar tetep ana.

            Yen dumadakan mandheg lan gawat, oleh petugas maca wangsulan sing wis ana? Yen oleh, saben wangsulan disimpen.
       *[dewasa]
            Kawaos petugas, tanpa nami. Telegram tetep nyimpen chat menika.

            Menawi nyawa kaancam, petugas kedah tumindak. Serat “{ $exit }” menawi badhe mandheg: pesen 48 jam pungkasan kula busak.

            Tangkapan layar, notifikasi, HP sanes, lan chat menika ing daftar tetep wonten.

            Menawi dumadakan kendel lan gawat, pareng petugas maos wangsulan ingkang sampun wonten? Menawi pareng, saben wangsulan dipunsimpen.
    }
pick-saving-go = 💾 { $register ->
    [anak] Oleh
   *[dewasa] Pareng
}
pick-saving-send = 📨 { $register ->
    [anak] Mung yen takkirim
   *[dewasa] Namung menawi kula kintun
}

limits-police = { $register ->
    [anak]
        Siji maneh: yen sing kedadean kekerasan seksual, petugas kudu lapor polisi. Paling suwe 3×24 jam.

        Kowe nduwe hak dikancani. Saka chat iki, sing diomongake mung apa sing { $voice ->
            [yes] kotulis utawa korekam
           *[no] kotulis
        }.
   *[dewasa]
        Satunggal malih: menawi menika kekerasan seksual, petugas kedah lapor polisi. Paling dangu 3×24 jam.

        Panjenengan kagungan hak dipunkancani. Saking chat menika, ingkang kaaturaken namung ingkang panjenengan { $voice ->
            [yes] serat utawi rekam
           *[no] serat
        }.
}
    .quiet = { $register ->
        [anak] Kanggo bab tartamtu, petugas kudu nerusake menyang sing wajib ing 3×24 jam. Kowe nduwe hak dikancani.
       *[dewasa] Kangge bab tartamtu, petugas kedah nglajengaken dhateng ingkang wajib ing 3×24 jam. Panjenengan kagungan hak dipunkancani.
    }

## Sapa

ask-who = { $register ->
    [anak] Sapa sing ngalami, lan sapa sing crita?
   *[dewasa] Sinten ingkang ngalami, lan sinten ingkang cariyos?
}
    .quiet = { $register ->
        [anak] Sapa?
       *[dewasa] Sinten?
    }
pick-who-self = 🙋 { $register ->
    [anak] Aku dhewe sing ngalami
   *[dewasa] Kula piyambak ingkang ngalami
}
    .quiet = { $register ->
        [anak] Aku dhewe
       *[dewasa] Kula piyambak
    }
pick-who-family = 👪 { $register ->
    [anak] Aku kulawargane
   *[dewasa] Kula kulawarginipun
}
    .quiet = { $register ->
        [anak] Kulawarga
       *[dewasa] Kulawargi
    }
pick-who-facilitator = 🤝 { $register ->
    [anak] Aku fasilitator Forum Anak
   *[dewasa] Kula fasilitator Forum Anak
}
    .quiet = Forum Anak
pick-who-witness = 👁 { $register ->
    [anak] Aku tangga, guru, utawa saksi
   *[dewasa] Kula tanggi, guru, utawi saksi
}
    .quiet = { $register ->
        [anak] Wong liya
       *[dewasa] Tiyang sanes
    }
pick-who-other = 💬 { $register ->
    [anak] Liyane
   *[dewasa] Sanesipun
}

ask-age = { $register ->
    [anak] Sing ngalami umure kira-kira pira?
   *[dewasa] Ingkang ngalami yuswanipun kinten-kinten pinten?
}
    .quiet = { $register ->
        [anak] Umure?
       *[dewasa] Yuswanipun?
    }
ask-age-self = { $register ->
    [anak] Kira-kira umurmu pira? Durung 18 taun ya oleh lapor dhewe.
   *[dewasa] Kinten-kinten yuswa panjenengan pinten? Dereng 18 taun ugi saged lapor piyambak.
}
    .quiet = { $register ->
        [anak] Umur?
       *[dewasa] Yuswa?
    }
pick-age-u5 = 0–4 taun
pick-age-5_11 = 5–11 taun
pick-age-12_14 = 12–14 taun
pick-age-15_17 = 15–17 taun
pick-age-18_24 = 18–24 taun
pick-age-25_59 = 25–59 taun
pick-age-60 = 60 { $register ->
    [anak] munggah
   *[dewasa] minggah
}

ask-insider = { $register ->
    [anak] Apa ana sing nyambut gawe ing { $office } lan ora oleh maca iki? Umpamane sing nglarani, utawa sedulure.
   *[dewasa] Menapa wonten ingkang nyambut damel ing { $office } lan mboten pareng maos menika? Umpaminipun ingkang nyakiti, utawi sedherekipun.
}
    .quiet = { $register ->
        [anak] Ana wong kantor sing ora oleh maca?
       *[dewasa] Wonten tiyang kantor ingkang mboten pareng maos?
    }
pick-insider-none = 👌 { $register ->
    [anak] Ora ana
   *[dewasa] Mboten wonten
}
pick-insider-some = 🔒 { $register ->
    [anak] Ana
   *[dewasa] Wonten
}
pick-insider-unknown = 🤷 { $register ->
    [anak] Ora ngerti
   *[dewasa] Mboten ngertos
}

## Tembunge dhewe

ask-words = { $register ->
    [anak]
        Critaa sabisamu, nganggo tembungmu dhewe. Sak tembung uga cukup, lan oleh luwih saka siji pesen.

        { $whose ->
            [self] Iki dudu salahmu.
           *[other] Sing kedadean dudu salahe sing ngalami.
        }
   *[dewasa]
        Mangga cariyos sasagedipun, ngangge tembung piyambak. Satunggal tembung ugi cekap, lan saged langkung saking satunggal pesen.

        { $whose ->
            [self] Menika sanes kalepatan panjenengan.
           *[other] Menika sanes kalepatanipun ingkang ngalami.
        }
}
    .quiet = { $register ->
        [anak] Tulisen sabisamu. Sak tembung cukup.
       *[dewasa] Serat sasagedipun. Satunggal tembung cekap.
    }
pick-words-hard = 😶 { $register ->
    [anak] Angel diomongake
   *[dewasa] Awrat matur
}

## Sing kedadean

ask-acts = { $register ->
    [anak] Apa sing kedadean? Oleh milih luwih saka siji, banjur pencet “Wis milih”.
   *[dewasa] Menapa ingkang kedadosan? Saged milih langkung saking satunggal, lajeng pencet “Sampun milih”.
}
    .quiet = { $register ->
        [anak] Sing endi? Oleh luwih saka siji.
       *[dewasa] Ingkang pundi? Saged langkung saking satunggal.
    }
pick-act-hit = ✊ { $register ->
    [anak] Digebug utawa dilarani
   *[dewasa] Dipungebag utawi dipunsakiti
}
pick-act-touched = 🚫 { $register ->
    [anak] Digrayang utawa dipeksa
   *[dewasa] Dipungrayang utawi dipunpeksa
}
pick-act-image = 📱 { $register ->
    [anak] Bab foto, video, utawa HP
   *[dewasa] Bab foto, video, utawi HP
}
pick-act-married = 💍 { $register ->
    [anak] Arep dinikahake
   *[dewasa] Badhe dipunnikahaken
}
pick-act-neglected = 🍚 { $register ->
    [anak] Ora diurus
   *[dewasa] Mboten dipunurus
}
pick-act-confined = 🚪 { $register ->
    [anak] Dikurung utawa digawa lunga
   *[dewasa] Dipunkurung utawi dipunbekta kesah
}
pick-act-threatened = ⚠️ { $register ->
    [anak] Diancam
   *[dewasa] Dipunancam
}
pick-act-again = 🔁 { $register ->
    [anak] Wis bola-bali
   *[dewasa] Sampun wongsal-wangsul
}
pick-act-other = 💬 { $register ->
    [anak] Liyane
   *[dewasa] Sanesipun
}

ask-wedding = { $register ->
    [anak] Rencanane nikah kapan?
   *[dewasa] Rancanganipun nikah kapan?
}
    .quiet = { $register ->
        [anak] Rencanane kapan?
       *[dewasa] Rancanganipun kapan?
    }
pick-wedding-3d = ⏰ { $register ->
    [anak] Ing 3 dina iki
   *[dewasa] Ing 3 dinten menika
}
pick-wedding-30d = 📅 { $register ->
    [anak] Ing sasasi iki
   *[dewasa] Ing sawulan menika
}
pick-wedding-later = 🗓 { $register ->
    [anak] Isih suwe
   *[dewasa] Taksih dangu
}
pick-wedding-done = ✔️ { $register ->
    [anak] Wis kelakon
   *[dewasa] Sampun kelampahan
}
pick-wedding-unsure = 🤷 { $register ->
    [anak] Ora ngerti
   *[dewasa] Mboten ngertos
}

ask-image = { $register ->
    [anak] Apa ana wates wektu, ajakan ketemu, utawa ancaman?
   *[dewasa] Menapa wonten wates wekdal, ajakan pinanggih, utawi ancaman?
}
    .quiet = { $register ->
        [anak] Ana wates wektu utawa ancaman?
       *[dewasa] Wonten wates wekdal utawi ancaman?
    }
pick-image-now = ⏰ { $register ->
    [anak] Ana, dina iki utawa sesuk
   *[dewasa] Wonten, dinten menika utawi benjing
}
pick-image-later = 📅 { $register ->
    [anak] Ana, isih sawetara dina maneh
   *[dewasa] Wonten, taksih sawetawis dinten malih
}
pick-image-threat = ⚠️ { $register ->
    [anak] Diancam, ora ana wektune
   *[dewasa] Dipunancam, mboten wonten wekdalipun
}
pick-image-spread = 📤 { $register ->
    [anak] Wis disebar
   *[dewasa] Sampun dipunsebar
}
pick-image-none = 👌 { $register ->
    [anak] Ora ana
   *[dewasa] Mboten wonten
}

ask-held = { $register ->
    [anak] Sapa sing nyekel utawa nggawa?
   *[dewasa] Sinten ingkang nyepeng utawi mbekta?
}
    .quiet = { $register ->
        [anak] Dening sapa?
       *[dewasa] Dening sinten?
    }
pick-held-home = 🏠 { $register ->
    [anak] Kulawarga utawa pasangan
   *[dewasa] Kulawargi utawi pasangan
}
pick-held-job = 🧳 { $register ->
    [anak] Wong sing menehi gawean
   *[dewasa] Tiyang ingkang nyukani padamelan
}
pick-held-leaving = 🚌 { $register ->
    [anak] Arep digawa lunga ing 3 dina iki
   *[dewasa] Badhe dipunbekta kesah ing 3 dinten menika
}
pick-held-promised = 💼 { $register ->
    [anak] Lagi dijanjeni gawean adoh
   *[dewasa] Nembe dipunjanjeni padamelan tebih
}
pick-held-stranger = ❔ { $register ->
    [anak] Wong liya
   *[dewasa] Tiyang sanes
}
pick-held-free = 🕊 { $register ->
    [anak] Saiki wis bebas
   *[dewasa] Sapunika sampun bebas
}

ask-often = { $register ->
    [anak] Sepira kerepe?
   *[dewasa] Sepinten kerepipun?
}
    .quiet = { $register ->
        [anak] Kerep?
       *[dewasa] Asring?
    }
pick-often-many = 🔁 { $register ->
    [anak] Ping 3 utawa luwih ing sasasi iki
   *[dewasa] Kaping 3 utawi langkung ing sawulan menika
}
pick-often-worse = 📈 { $register ->
    [anak] Sansaya suwe sansaya nemen
   *[dewasa] Sansaya dangu sansaya nemen
}
pick-often-some = 🕰 { $register ->
    [anak] Kadhang-kadhang
   *[dewasa] Kala-kala
}

ask-other = { $register ->
    [anak] Endi sing paling cedhak?
   *[dewasa] Pundi ingkang paling celak?
}
    .quiet = { $register ->
        [anak] Sing endi?
       *[dewasa] Ingkang pundi?
    }
pick-other-bullied = 😢 { $register ->
    [anak] Dipoyoki utawa dijarag kanca
   *[dewasa] Dipunpoyoki utawi dipunjarag kanca
}
pick-other-saw = 🧒 { $register ->
    [anak] Bocah weruh kekerasan
   *[dewasa] Lare sumerep kekerasan
}
pick-other-work = 🧹 { $register ->
    [anak] Dikongkon nyambut gawe utawa diakali
   *[dewasa] Dipunutus nyambut damel utawi dipunakali
}
pick-other-talk = 🫂 { $register ->
    [anak] Butuh kanca omong
   *[dewasa] Betah kanca wicantenan
}
pick-other-ask = ❓ { $register ->
    [anak] Arep takon
   *[dewasa] Badhe nyuwun pirsa
}
pick-other-prevent = 🛡 { $register ->
    [anak] Ben ora kedadean
   *[dewasa] Supados mboten kedadosan
}

## Kapan lan ing ngendi

ask-when = { $register ->
    [anak] Paling pungkasan kedadeane kapan?
   *[dewasa] Paling pungkasan kedadosanipun kapan?
}
    .quiet = { $register ->
        [anak] Pungkasane kapan?
       *[dewasa] Pungkasanipun kapan?
    }
pick-when-now = 🔴 { $register ->
    [anak] Lagi kedadean saiki
   *[dewasa] Saweg kedadosan sapunika
}
pick-when-72h = 📅 { $register ->
    [anak] Ing 3 dina iki
   *[dewasa] Ing 3 dinten menika
}
pick-when-5d = 📅 { $register ->
    [anak] Ing 5 dina iki
   *[dewasa] Ing 5 dinten menika
}
pick-when-7d = 📅 { $register ->
    [anak] Ing saminggu iki
   *[dewasa] Ing saminggu menika
}
pick-when-30d = 🗓 { $register ->
    [anak] Ing sasasi iki
   *[dewasa] Ing sawulan menika
}
pick-when-1y = 🗓 { $register ->
    [anak] Ing sataun iki
   *[dewasa] Ing sataun menika
}
pick-when-older = 🕰 { $register ->
    [anak] Luwih saka sataun
   *[dewasa] Langkung saking sataun
}
pick-when-unsure = 🤷 { $register ->
    [anak] Ora yakin
   *[dewasa] Mboten yakin
}

ask-where = { $register ->
    [anak] Ing kecamatan endi? Penceten, utawa tulisen jenenge.
   *[dewasa] Ing kecamatan pundi? Pencet, utawi serat naminipun.
}
    .quiet = { $register ->
        [anak] Ing ngendi?
       *[dewasa] Ing pundi?
    }
pick-area-elsewhere = 🗺 { $register ->
    [anak] Njaban dhaerah iki
   *[dewasa] Sanjawining dhaerah menika
}

## Wis siap

ask-ready = { $register ->
    [anak] Wis siap dikirim menyang petugas. Sawise dikirim, kowe isih oleh nambahi.
   *[dewasa] Sampun siap kakintun dhateng petugas. Sasampunipun kakintun, panjenengan taksih saged nambahi.
}
    .quiet = { $register ->
        [anak] Wis siap dikirim.
       *[dewasa] Sampun siap kakintun.
    }
pick-ready-change = ✏️ { $register ->
    [anak] Delok lan owahi
   *[dewasa] Tingali lan ewahi
}

ask-review = { $register ->
    [anak] Penceten sing arep diowahi.
   *[dewasa] Pencet ingkang badhe dipunewahi.
}
    .quiet = { $register ->
        [anak] Endi sing diowahi?
       *[dewasa] Pundi ingkang dipunewahi?
    }
review-line = • { $step }: { $options }
review-given = • { $step }: { $register ->
    [anak] wis diisi
   *[dewasa] sampun dipunisi
}
review-open = • { $step }: –
pick-change-who = { $register ->
    [anak] Sapa
   *[dewasa] Sinten
}
pick-change-age = { $register ->
    [anak] Umur
   *[dewasa] Yuswa
}
pick-change-insider = { $register ->
    [anak] Sing ora oleh maca
   *[dewasa] Ingkang mboten pareng maos
}
pick-change-words = { $register ->
    [anak] Crita
   *[dewasa] Cariyos
}
pick-change-acts = { $register ->
    [anak] Sing kedadean
   *[dewasa] Ingkang kedadosan
}
pick-change-when = Kapan
pick-change-where = { $register ->
    [anak] Panggonan
   *[dewasa] Papan
}

passed-on = { $register ->
    [anak] { $seen ->
        [yes]
            Mau sempat mandheg. Sing kasimpen wis takterusake menyang petugas, kaya kandhaku.

            Terusna wae.
       *[no]
            Mau kowe mandheg, lan saka wangsulane bisa uga ana bebaya. Sing kasimpen wis takterusake menyang petugas.

            Terusna wae: kabeh mlebu laporan sing padha.
    }
   *[dewasa] { $seen ->
        [yes]
            Wau kendel. Ingkang kasimpen sampun kula aturaken dhateng petugas, kados atur kula.

            Mangga dipunlajeng.
       *[no]
            Wau panjenengan kendel, lan saged ugi wonten bebaya. Ingkang kasimpen sampun kula aturaken dhateng petugas.

            Mangga dipunlajeng: sedaya mlebet laporan menika.
    }
}
    .quiet = { $register ->
        [anak] Mau sempat mandheg, dadi sing kasimpen wis takterusake. Terusna wae.
       *[dewasa] Wau kendel, dados ingkang kasimpen sampun katerusaken. Mangga dipunlajeng.
    }
passed-on-sealed = { $register ->
    [anak]
        Mau sempat mandheg. Sing kasimpen wis takterusake, dikunci.

        { $holder ->
            [head] Mung kepala kantor sing bisa mbukak. Terusna wae.
            [keyholder] Mung sing nyekel kunci ing njaba kantor sing bisa mbukak; petugas ora. Terusna wae.
           *[supervisor] Mung atasan sing bisa mbukak. Terusna wae.
        }
   *[dewasa]
        Wau kendel. Ingkang kasimpen sampun katerusaken, kakunci.

        { $holder ->
            [head] Namung kepala kantor ingkang saged mbikak. Mangga dipunlajeng.
            [keyholder] Namung ingkang nyepeng kunci ing sanjawining kantor ingkang saged mbikak; petugas mboten. Mangga dipunlajeng.
           *[supervisor] Namung atasan ingkang saged mbikak. Mangga dipunlajeng.
        }
}
    .quiet = { $register ->
        [anak] Mau sempat mandheg. Sing kasimpen wis takterusake, dikunci.
       *[dewasa] Wau kendel. Ingkang kasimpen sampun katerusaken, kakunci.
    }
