### Petugas njaluk idin kanggo siji langkah. Apa wae wangsulane, pitulungan liyane tetep mlaku.

permit-step = { $register ->
    [anak] { $step ->
        [legal] dikancani lapor polisi
        [medical] dipriksa dhokter lan visum
        [shelter] panggonan manggon sauntara sing aman
        [psych] ketemu psikolog
        [rehab] pemulihan
        [reintegration] dikancani mulih liwat Sentra
        [transfer] laporane diurus kantor kuwi
       *[other] langkah candhake
    }
   *[dewasa] { $step ->
        [legal] dipunkancani lapor polisi
        [medical] dipunpriksa dhokter lan visum
        [shelter] papan sipeng sawetawis ingkang aman
        [psych] pinanggih psikolog
        [rehab] pemulihan
        [reintegration] dipunkancani kondur lumantar Sentra
        [transfer] laporanipun dipunurus kantor menika
       *[other] langkah salajengipun
    }
}
ask-permit = { $register ->
    [anak] { $step ->
        [transfer]
            Petugas njaluk idin: laporan iki luwih trep diurus { $to }.

            Oleh kabeh sing wis dicritakake dipindhah mrana (idine nganti { $until })? Sawise kuwi sing maca lan mbales ing chat iki petugas { $to }.

            Yen ing kana ana wong sing ora oleh maca, wangsulana “{ pick-permit-no }”, banjur tulisen ing kene.

            Yen ora, pitulungan tetep mlaku. Idin bisa dijaluk bali sadurunge laporane dipindhah.
       *[other]
            Petugas njaluk idin kanggo: { permit-step }.

            Oleh sing perlu wae diwenehake menyang { $to }, nganti { $until }? Jeneng mung yen wis disebut.

            Yen ora, pitulungan liyane tetep mlaku. Idin bisa dijaluk bali kapan wae.
    }
   *[dewasa] { $step ->
        [transfer]
            Petugas nyuwun idin: laporan menika langkung trep dipunurus { $to }.

            Menapa sedaya cariyosipun pareng pindhah mrika (idinipun ngantos { $until })? Sasampunipun ingkang maos lan mangsuli ing chat menika petugas { $to }.

            Menawi ing mrika wonten tiyang ingkang mboten pareng maos, mangga dipunwangsuli “{ pick-permit-no }”, lajeng dipunserat ing ngriki.

            Menawi mboten, pitulungan tetep mlampah. Idin saged dipuntarik saderengipun laporanipun dipunpindhah.
       *[other]
            Petugas nyuwun idin kangge: { permit-step }.

            Menapa ingkang perlu kemawon pareng kaparingaken dhateng { $to }, ngantos { $until }? Nami namung menawi sampun dipunsebat.

            Menawi mboten, pitulungan sanesipun tetep mlampah. Idin saged dipuntarik kapan kemawon.
    }
}
    .quiet = { $register ->
        [anak] { $step ->
            [transfer] Oleh kabeh sing wis ditulis pindhah menyang { $to } (idine nganti { $until })? Ora ya ora apa-apa, upamane yen ing kana ana sing ora oleh maca.
           *[other] Oleh sing perlu wae diwenehake menyang { $to }, nganti { $until }? Ora ya ora apa-apa.
        }
       *[dewasa] { $step ->
            [transfer] Menapa sedaya ingkang sampun kaserat pareng pindhah dhateng { $to } (idinipun ngantos { $until })? Mboten inggih mboten menapa, upaminipun menawi ing mrika wonten ingkang mboten pareng maos.
           *[other] Saged ingkang perlu kemawon kaparingaken dhateng { $to }, ngantos { $until }? Mboten inggih mboten menapa.
        }
    }
pick-permit-yes = ✅ { $register ->
    [anak] Oleh
   *[dewasa] Saged
}
pick-permit-no = 🚫 { $register ->
    [anak] Ora
   *[dewasa] Mboten
}
pick-permit-later = ⏳ { $register ->
    [anak] Mengko
   *[dewasa] Mangke
}
note-permit-yes = { $register ->
    [anak] Matur nuwun, idine dicathet. Bisa dijaluk bali kapan wae: “{ control-next }”, banjur “{ pick-hub-permits }”.
   *[dewasa] Matur nuwun, idinipun kacathet. Saged dipuntarik kapan kemawon: “{ control-next }”, lajeng “{ pick-hub-permits }”.
}
note-permit-moves = { $register ->
    [anak] Matur nuwun, idine dicathet. Sadurunge laporane dipindhah, bisa dijaluk bali: “{ control-next }”, banjur “{ pick-hub-permits }”.
   *[dewasa] Matur nuwun, idinipun kacathet. Saderengipun laporan pindhah, saged dipuntarik: “{ control-next }”, lajeng “{ pick-hub-permits }”.
}
note-permit-no = { $register ->
    [anak] Iya, ora diterusake. Pitulungan liyane tetep mlaku.
   *[dewasa] Inggih, mboten kalajengaken. Pitulungan ingkang sanes tetep mlampah.
}
note-permit-later = { $register ->
    [anak] Ora apa-apa. Mengko bisa dibukak maneh.
   *[dewasa] Mboten menapa. Mangke saged dipunbikak malih.
}

pick-hub-permits = ↩️ Tarik idin
ask-permits = { $register ->
    [anak]
        Idin sing isih mlaku: { $to }, kanggo { permit-step }, nganti { $until }.

        Arep ditarik? Ora perlu alesan.
   *[dewasa]
        Idin ingkang taksih mlampah: { $to }, kangge { permit-step }, ngantos { $until }.

        Badhe dipuntarik? Mboten perlu alesan.
}
    .quiet = { $register ->
        [anak] { $to }, nganti { $until }. Arep ditarik?
       *[dewasa] { $to }, ngantos { $until }. Badhe dipuntarik?
    }
pick-permits-back = ↩️ { $register ->
    [anak] Tarik idin iki
   *[dewasa] Tarik idin menika
}
pick-permits-keep = ✋ { $register ->
    [anak] Jarke wae
   *[dewasa] Kajengipun kemawon
}
note-permit-withdrawn = { $register ->
    [anak] Idine wis ditarik. Wiwit saiki ora ana sing diterusake mrana.
   *[dewasa] Idinipun sampun katarik. Wiwit sapunika mboten wonten ingkang kalajengaken mrika.
}
note-permits-none = { $register ->
    [anak] Ora ana idin sing isih mlaku.
   *[dewasa] Mboten wonten idin ingkang taksih mlampah.
}

letter-moved = { $register ->
    [anak] Laporan iki saiki diurus { $office }: petugas ing kana sing maca lan mbales. Nulise tetep ing chat iki.
   *[dewasa] Laporan menika sapunika dipunurus { $office }: petugas ing mrika ingkang maos lan mangsuli. Nyeratipun tetep ing chat menika.
}

progress = { $register ->
    [anak] { $state ->
        [assessed] Kabar laporan: petugas wis nimbang, banjur milih pitulungan sing cocog.
        [helping] Kabar laporan: petugas lagi nyiapake pitulungan, utawa wis miwiti.
        [handed] Kabar laporan: wis diterusake menyang kantor sing duwe wewenang.
       *[ended] Kabar laporan: wis ditutup. Yen nulis ing kene, dibukak maneh.
    }
   *[dewasa] { $state ->
        [assessed] Kabar laporan: petugas sampun nimbang, lajeng milih pitulungan ingkang cocog.
        [helping] Kabar laporan: petugas saweg nyawisaken pitulungan, utawi sampun miwiti.
        [handed] Kabar laporan: sampun kalajengaken dhateng kantor ingkang wenang.
       *[ended] Kabar laporan: sampun katutup. Menawi nyerat ing ngriki, dipunbikak malih.
    }
}
    .quiet = { progress-short }
progress-short = { $register ->
    [anak] { $state ->
        [assessed] Lagi disiapake.
        [helping] Lagi mlaku.
        [handed] Wis diterusake.
       *[ended] Wis rampung.
    }
   *[dewasa] { $state ->
        [assessed] Saweg dipunsiapaken.
        [helping] Saweg mlampah.
        [handed] Sampun kalajengaken.
       *[ended] Sampun rampung.
    }
}
