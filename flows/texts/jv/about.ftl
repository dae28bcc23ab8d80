### Sing didelok sapa wae sing nyekel HP: ora nyebut apa sing bisa dicritakake. Krama, awit durung ngerti sapa sing maca.

about-reporter-short = Taken lan crita. Gratis.
about-reporter-long = Halo. Ing ngriki saged taken lan crita. Gratis. Pencet Mulai menawi sampun siyap.
menu-reporter-lapor = Wiwit, utawi lajengaken
menu-reporter-darurat = Nyuwun pitulungan sapunika
menu-reporter-cek = Mirsani wangsulan
menu-reporter-hapus = Busak ingkang kasimpen
menu-reporter-bahasa = Gantos basa
menu-reporter-bantuan = Caranipun ngangge
menu-reporter-batal = Kendel rumiyin
menu-reporter-privacy = Ingkang saged maos
menu-reporter-settings = Setelan
