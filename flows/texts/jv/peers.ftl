### Fasilitator Forum Anak, umur 14 nganti 17 taun. Sing durung ngaku sapa dheweke diajak omong krama.

note-invited = 🤝 Halo, fasilitator Forum Anak.
    .quiet = { $register ->
        [anak] ✔️ Iya.
       *[dewasa] ✔️ Inggih.
    }
ask-peer = { $register ->
    [anak]
        Matur nuwun wis mikirake kancamu.

        • Aja nylidhiki. Cukup sing wis kokrungu utawa kokweruhi.
        • Jenenge kancamu ora perlu.
        • Iki dudu tanggung jawabmu dhewe. Ajaken { $companion }, utawa wong dewasa sing kokpercaya.

        Iki bab sapa?
   *[dewasa]
        Matur nuwun sampun menggalih kancanipun.

        • Mboten perlu nylidhiki. Cekap ingkang sampun dipunmireng utawi dipunpirsani.
        • Namanipun kanca mboten perlu.
        • Menika sanes tanggel jawab panjenengan piyambak. Ajaken { $companion }, utawi tiyang dewasa sanesipun.

        Menika bab sinten?
}
    .quiet = { $register ->
        [anak] Aja nylidhiki. Iki dudu tanggung jawabmu dhewe. Ajaken { $companion }. Bab sapa?
       *[dewasa]
            Mboten perlu nylidhiki. Menika sanes tanggel jawab panjenengan piyambak.

            Ajaken { $companion }. Bab sinten?
    }
pick-peer-friend = 👥 { $register ->
    [anak] Bab kancaku
   *[dewasa] Bab kanca kula
}
    .quiet = 👥 Kanca
pick-peer-self = 🙋 { $register ->
    [anak] Bab aku dhewe
   *[dewasa] Bab kula piyambak
}
    .quiet = 🙋 { $register ->
        [anak] Aku dhewe
       *[dewasa] Kula piyambak
    }
pick-peer-guide = 🤝 { $register ->
    [anak] Carane ngancani
   *[dewasa] Caranipun ngancani
}
    .quiet = 🤝 Ngancani
pick-hub-friend = 🤝 Ngancani kanca
ask-friend = { $register ->
    [anak]
        Ngancani kanca:

        👂 Rungokna wae. Ora usah takon terus, ora usah njaluk dibaleni.
        💬 Kandhaa: “Aku percaya, lan iki dudu salahmu. Matur nuwun wis crita.”
        🤝 Aja janji nyimpen dhewe. Kandhaa: “Ayo golek wong dewasa sing bisa nulung.”
        🧭 Takonana karepe piye, lan sapa sing dipercaya.
        🚫 Aja nemoni utawa nyeneni wong kuwi. Aja nyebarake crita utawa foto.
        🆘 Yen mbebayani, telpon: { $numbers }.
        🌱 Ajaken { $companion }. Iki dudu tanggung jawabmu dhewe; kesel lan crita uga oleh.
   *[dewasa]
        Ngancani kanca:

        👂 Cekap mirengaken kemawon. Mboten sah taken terus, mboten sah nyuwun crita malih.
        💬 Ngendikaa: “Kula pitados, lan panjenengan mboten lepat. Matur nuwun sampun crita.”
        🤝 Ampun janji nyimpen piyambak. Ngendikaa: “Mangga pados tiyang dewasa ingkang saged mbantu.”
        🧭 Taken kersanipun pripun, lan sinten ingkang dipunpitados.
        🚫 Ampun manggihi utawi ndukani tiyang menika. Ampun nyebar crita utawi foto.
        🆘 Menawi mbebayani, telpon: { $numbers }.
        🌱 Ajaken { $companion }. Menika sanes tanggel jawab panjenengan piyambak; sayah lan crita ugi saged.
}
    .quiet = { $register ->
        [anak] Rungokna wae. Aja nylidhiki. Ajaken { $companion }. { $numbers }.
       *[dewasa] Cekap mirengaken kemawon. Mboten perlu nylidhiki. Ajaken { $companion }. { $numbers }.
    }
