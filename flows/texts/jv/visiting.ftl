### Bali saka HP liya, lan tembung-tembung sing njaga.

ask-check = { $register ->
    [anak]
        Tulisen kodhene ing kene: 16 angka, utawa nem tembung. Huruf gedhe lan garis ora apa-apa.
        Tulisane langsung ilang saka chat.
   *[dewasa]
        Mangga kodhenipun kaserat ing ngriki: 16 angka, utawi nem tembung. Huruf ageng lan garis mboten dados menapa.
        Seratanipun langsung ical saking chat.
}
    .quiet = { $register ->
        [anak] Tulisen kodhene: 16 angka, utawa nem tembung.
       *[dewasa] Mangga kodhenipun: 16 angka, utawi nem tembung.
    }
ask-word = { $register ->
    [anak] Tulisen tembung aman ing kene. Tulisane langsung ilang saka chat.
   *[dewasa] Mangga tembung amanipun kaserat ing ngriki. Seratanipun langsung ical saking chat.
}
    .quiet = { $register ->
        [anak] Tulisen tembunge.
       *[dewasa] Mangga tembungipun.
    }
ask-empty = { $register ->
    [anak] Wis kabuka. Durung ana kabar, lan ora ana sing perlu diisi.
   *[dewasa] Sampun kabikak. Dereng wonten kabar, lan mboten wonten ingkang perlu dipunisi.
}
    .quiet = { $register ->
        [anak] Durung ana kabar.
       *[dewasa] Dereng wonten kabar.
    }
note-code-unknown = { $register ->
    [anak] Kodhe kuwi durung takkenal. Delengen maneh alon-alon, banjur tulisen sepisan maneh.
   *[dewasa] Kodhe menika dereng kula tepangi. Mangga dipunpirsani malih alon-alon, lajeng kaserat sepindhah malih.
}
    .quiet = { $register ->
        [anak] Durung takkenal. Coba sepisan maneh.
       *[dewasa] Dereng kula tepangi. Mangga sepindhah malih.
    }
note-word-unknown = { $register ->
    [anak] Tembung kuwi durung cocog. Eling-elingen alon-alon, banjur tulisen sepisan maneh.
   *[dewasa] Tembung menika dereng cocog. Mangga dipunenget-enget alon-alon, lajeng kaserat sepindhah malih.
}
    .quiet = { $register ->
        [anak] Durung cocog. Coba sepisan maneh.
       *[dewasa] Dereng cocog. Mangga sepindhah malih.
    }
note-rests = { $register ->
    [anak] Wis ping pirang-pirang dicoba. Ngaso dhisik ya, mengko oleh dicoba maneh.
   *[dewasa] Sampun kaping pinten-pinten. Mangga ngaso rumiyin, mangke saged dipuncobi malih.
}
    .quiet = { $register ->
        [anak] Mengko dicoba maneh ya.
       *[dewasa] Mangke dipuncobi malih.
    }
note-visit = { $register ->
    [anak] ✔️ Kabuka ing kene nganti kowe metu. Chat iki ora bakal ditulisi, kejaba kowe milih “💬”.
   *[dewasa] ✔️ Kabikak ing ngriki ngantos panjenengan medal. Chat menika mboten badhe dipunserati, kejawi panjenengan milih ingkang “💬”.
}
    .quiet = { $register ->
        [anak] ✔️ Kabuka nganti metu.
       *[dewasa] ✔️ Kabikak ngantos medal.
    }
note-visit-over = { $register ->
    [anak] Sing mau dibukak ing kene wis katutup. Yen arep mbukak maneh: /cek
   *[dewasa] Ingkang wau dipunbikak ing ngriki sampun katutup. Menawi badhe mbikak malih: /cek
}
    .quiet = { $register ->
        [anak] Sing mau wis katutup.
       *[dewasa] Ingkang wau sampun katutup.
    }
note-moved = { $register ->
    [anak] ✔️ Ya. Wiwit saiki kabar metu ing chat iki, ora ing chat sing biyen.
   *[dewasa] ✔️ Inggih. Wiwit sapunika kabar medal ing chat menika, mboten ing chat ingkang rumiyin.
}
    .quiet = { $register ->
        [anak] ✔️ Ya, ing kene.
       *[dewasa] ✔️ Inggih, ing ngriki.
    }
note-unsent-first = { $register ->
    [anak]
        Kabare durung bisa pindhah mrene. Ing chat iki isih ana crita sing durung dikirim.
        Metu dhisik, kirimen utawa busaken crita kuwi, banjur bukaken maneh.
   *[dewasa]
        Kabaripun dereng saged pindhah mriki. Ing chat menika taksih wonten cariyos ingkang dereng dipunkintun.
        Mangga medal rumiyin, cariyosipun dipunkintun utawi dipunbusak, lajeng dipunbikak malih.
}
    .quiet = { $register ->
        [anak] Durung bisa: isih ana sing durung dikirim ing chat iki.
       *[dewasa] Dereng saged: taksih wonten ingkang dereng dipunkintun ing chat menika.
    }
note-moved-alone = { $register ->
    [anak] ✔️ Ya. Wiwit saiki kabar metu ing chat iki. Sing mau durung dikirim saka chat iki ora diterusake.
   *[dewasa] ✔️ Inggih. Wiwit sapunika kabar medal ing chat menika. Ingkang dereng dipunkintun wau kendel semanten.
}
    .quiet = { $register ->
        [anak] ✔️ Ya, ing kene. Sing durung dikirim ora diterusake.
       *[dewasa] ✔️ Inggih, ing ngriki. Ingkang dereng dipunkintun kendel semanten.
    }
ask-safe_word = { $register ->
    [anak]
        Yen mengko nganggo HP liya, kodhe thok ora cukup. Tulisen tembung siji sing gampang dieling, nanging angel dibadhek wong.
        Tulisane langsung ilang saka chat. Yen biyen wis milih, tembung sing biyen tetep kanggo.
   *[dewasa]
        Menawi mangke ngagem HP sanes, kodhe kemawon mboten cekap. Mangga nyerat tembung setunggal ingkang gampil dipunenget, nanging awrat dipunbatang tiyang.
        Seratanipun langsung ical saking chat. Menawi rumiyin sampun milih, tembung ingkang rumiyin tetep kangge.
}
    .quiet = { $register ->
        [anak] Tulisen tembung siji kanggo mengko. Yen wis ana, sing biyen tetep kanggo.
       *[dewasa] Mangga tembung setunggal kangge mangke. Menawi sampun wonten, ingkang rumiyin tetep kangge.
    }
ask-duress_word = { $register ->
    [anak]
        ✔️ Tembung aman wis disimpen. Oleh uga tembung liya, kanggo yen ana sing meksa mbukak.
        Tembung kuwi mbukak kaca kosong, lan petugas dikabari.
   *[dewasa]
        ✔️ Tembung aman sampun kasimpen. Saged ugi tembung sanes, kangge menawi wonten ingkang meksa mbikak.
        Tembung menika mbikak kaca suwung, lan petugas dipunkabari.
}
    .quiet = { $register ->
        [anak] ✔️ Wis disimpen. Oleh tembung liya, yen dipeksa.
       *[dewasa] ✔️ Sampun kasimpen. Saged tembung sanes, menawi dipunpeksa.
    }
note-word-kept = { $register ->
    [anak] ✔️ Tembung aman wis disimpen. Dieling wae, aja dicathet.
   *[dewasa] ✔️ Tembung aman sampun kasimpen. Dipunenget kemawon, ampun dipunserat.
}
    .quiet = { $register ->
        [anak] ✔️ Wis disimpen.
       *[dewasa] ✔️ Sampun kasimpen.
    }
note-words-kept = { $register ->
    [anak] ✔️ Tembung loro-lorone wis disimpen. Dieling wae, aja dicathet.
   *[dewasa] ✔️ Tembung kalih sampun kasimpen. Dipunenget kemawon, ampun dipunserat.
}
    .quiet = { $register ->
        [anak] ✔️ Wis disimpen.
       *[dewasa] ✔️ Sampun kasimpen.
    }
note-word-short = { $register ->
    [anak] Pilihen tembung sing rada dawa ya, paling ora 4 huruf.
   *[dewasa] Mangga milih tembung ingkang langkung panjang, sekedhikipun 4 huruf.
}
    .quiet = { $register ->
        [anak] Rada dawa ya, 4 huruf.
       *[dewasa] Langkung panjang nggih, 4 huruf.
    }
note-word-long = { $register ->
    [anak]
        Kuwi kedawan kanggo tembung aman, dadi ora taksimpen. Pilihen sing cendhak ya, paling akeh 40 huruf.
        Yen arep crita, penceten “⏭” dhisik.
   *[dewasa]
        Menika kepanjangen kangge tembung aman, dados mboten kula simpen. Mangga milih ingkang cekak, paling kathah 40 huruf.
        Menawi badhe cariyos, mangga mencet “⏭” rumiyin.
}
    .quiet = { $register ->
        [anak] Cendhak wae ya, paling akeh 40 huruf. Ora taksimpen.
       *[dewasa] Cekak kemawon nggih, paling kathah 40 huruf. Mboten kula simpen.
    }
note-word-same = { $register ->
    [anak] Pilihen tembung liya, dudu tembung aman mau ya.
   *[dewasa] Mangga milih tembung sanes saking tembung aman wau.
}
    .quiet = { $register ->
        [anak] Pilihen liyane ya.
       *[dewasa] Mangga milih sanesipun.
    }
ask-status = { $register ->
    [anak]
        { $status ->
            [received] Kodhe iki dikenal: wis ditampa.
            [working] Kodhe iki dikenal: lagi digarap.
           *[ended] Kodhe iki dikenal: wis rampung.
        }
        Liyane dibukak nganggo tembung aman. Yen biyen ora digawe, isine mung bisa diwaca ing chat sing biyen.
   *[dewasa]
        { $status ->
            [received] Kodhe menika dipuntepangi: sampun katampi.
            [working] Kodhe menika dipuntepangi: nembe katindakaken.
           *[ended] Kodhe menika dipuntepangi: sampun rampung.
        }
        Sanesipun kabikak ngangge tembung aman. Menawi rumiyin mboten dipundamel, isinipun namung saged kawaos ing chat ingkang rumiyin.
}
    .quiet = { $register ->
        [anak] { $status ->
            [received] Statuse: wis ditampa.
            [working] Statuse: lagi digarap.
           *[ended] Statuse: wis rampung.
        }
       *[dewasa] { $status ->
            [received] Statusipun: sampun katampi.
            [working] Statusipun: nembe katindakaken.
           *[ended] Statusipun: sampun rampung.
        }
    }
pick-status-word = 🔑 Tulis tembung aman
pick-hub-safe_word = 🔑 Tembung aman
note-erase-word = { $register ->
    [anak] Kanggo mbusak saka kene, bukaken dhisik nganggo tembung aman.
   *[dewasa] Kangge mbusak saking ngriki, mangga dipunbikak rumiyin ngagem tembung aman.
}
    .quiet = { $register ->
        [anak] Perlu tembung aman dhisik.
       *[dewasa] Mbetahaken tembung aman rumiyin.
    }
note-erased-visited = { $register ->
    [anak] ✔️ Wis dibusak. Kode lan tembung amane ora bisa dienggo maneh.
   *[dewasa] ✔️ Sampun dipunbusak. Kode lan tembung amanipun mboten saged dipunangge malih.
}
    .quiet = { $register ->
        [anak] ✔️ Wis.
       *[dewasa] ✔️ Sampun.
    }
