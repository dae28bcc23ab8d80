advice-assault = { $register ->
    [anak]
        { $whose ->
            [self] 🩺 Menyang dokter dhisik; liyane keri. Saya cepet saya apik.
           *[other] 🩺 Jaken menyang dokter dhisik; liyane keri. Saya cepet saya apik.
        }

        { $medicine ->
            [both] Takokna obat kanggo HIV (sadurunge 72 jam) lan supaya ora meteng (sadurunge 120 jam).
            [hiv] Takokna obat kanggo HIV (sadurunge 72 jam).
            [pregnancy] Takokna obat supaya ora meteng (sadurunge 120 jam).
           *[none] Dokter bakal mriksa alon-alon.
        }

        Berobat ora usah ngenteni petugas. Rumah sakit bisa uga nagih; petugas mbiyantu ngurus layang lan bayare.

        Klambi sing dienggo wektu iku simpenen, aja dikumbah.
   *[dewasa]
        { $whose ->
            [self] 🩺 Dhateng dokter rumiyin; sanesipun saged kantun. Langkung enggal langkung sae.
           *[other] 🩺 Dipunajak dhateng dokter rumiyin; sanesipun saged kantun. Langkung enggal langkung sae.
        }

        { $medicine ->
            [both] Nyuwun pirsa obat HIV (saderengipun 72 jam) lan supados mboten mbobot (saderengipun 120 jam).
            [hiv] Nyuwun pirsa obat HIV (saderengipun 72 jam).
            [pregnancy] Nyuwun pirsa obat supados mboten mbobot (saderengipun 120 jam).
           *[none] Dokter badhe mriksa alon-alon.
        }

        Berobat mboten sisah ngentosi petugas. Rumah sakit saged ugi nagih; petugas mbiyantu ngurus serat lan ragadipun.

        Rasukan nalika menika dipunsimpen, ampun dipunkumbah.
}
    .quiet = { $register ->
        [anak]
            Yen bisa, menyang dokter dhisik. Saya cepet saya apik.

            Petugas mbiyantu bab layang lan bayare.
       *[dewasa]
            Menawi saged, dhateng dokter rumiyin. Langkung enggal langkung sae.

            Petugas mbiyantu bab serat lan ragadipun.
    }
advice-strangled = { $register ->
    [anak]
        { $whose ->
            [self] 🩺 Sawise dicekik utawa dibekep, priksa menyang dokter senajan ora ana tilase.
           *[other] 🩺 Sawise dicekik utawa dibekep, jaken menyang dokter senajan ora ana tilase.
        }

        Lara iku bisa metu keri. Yen saya abot, telpon: { $numbers }.
   *[dewasa]
        { $whose ->
            [self] 🩺 Sasampunipun dipuncekik utawi dipunbekep, priksa dhateng dokter sanadyan tanpa tilas.
           *[other] 🩺 Sasampunipun dipuncekik utawi dipunbekep, dipunajak dhateng dokter sanadyan tanpa tilas.
        }

        Sakitipun saged medal kantun. Menawi langkung awrat, telpon: { $numbers }.
}
    .quiet = { $register ->
        [anak] Priksa menyang dokter senajan ora ana tilase. Yen saya abot: { $numbers }.
       *[dewasa] Priksa dhateng dokter sanadyan tanpa tilas. Menawi langkung awrat: { $numbers }.
    }
advice-image = { $register ->
    [anak]
        { $whose ->
            [self] Iki dudu salahmu. Aja ngirim dhuwit utawa foto maneh.
           *[other] Kandhanana: iki dudu salahe. Aja ngirim dhuwit utawa foto maneh.
        }

        Aja teka yen diajak ketemu.

        Chat karo wong kuwi aja dibusak. Simpenen ancamane lan jeneng akune, dudu fotone.
        { $removal ->
            [yes]

                Take It Down (takeitdown.ncmec.org) mbantu mbusak tanpa gambare.
           *[no] { "" }
        }
   *[dewasa]
        { $whose ->
            [self] Menika sanes kalepatan panjenengan. Ampun ngintun arta utawi foto malih.
           *[other] Dipunkandhani: menika sanes kalepatanipun. Ampun ngintun arta utawi foto malih.
        }

        Ampun rawuh menawi dipunajak pinanggih.

        Chat kaliyan tiyang menika ampun dipunbusak. Dipunsimpen ancamanipun lan nami akunipun, sanes fotonipun.
        { $removal ->
            [yes]

                Take It Down (takeitdown.ncmec.org) mbiyantu mbusak tanpa gambaripun.
           *[no] { "" }
        }
}
    .quiet = { $register ->
        [anak]
            Aja ngirim apa-apa maneh. Aja teka.

            Chate aja dibusak.
       *[dewasa]
            Ampun ngintun menapa-menapa malih. Ampun rawuh.

            Chatipun ampun dipunbusak.
    }
advice-marriage = { $register ->
    [anak]
        💍 Miturut undang-undang, rabi paling enom umur 19 taun. Mung pengadilan sing bisa menehi idin.

        Meksa rabi iku tindak pidana. Yen dinane saya cedhak, tulisen ing kene.
   *[dewasa]
        💍 Miturut undang-undang, nikah paling enem yuswa 19 taun. Namung pengadilan ingkang saged maringi idin.

        Meksa nikah menika tindak pidana. Menawi dintenipun celak, dipunserat ing mriki.
}
    .quiet = { $register ->
        [anak] Yen dinane saya cedhak, tulisen ing kene.
       *[dewasa] Menawi dintenipun celak, dipunserat ing mriki.
    }
advice-child = { $register ->
    [anak]
        🧒 Apa dheweke ngerti yen kowe lapor? Aman yen dheweke dihubungi?

        Tulisen ing kene wae.
   *[dewasa]
        🧒 Menapa larenipun ngertos panjenengan lapor? Aman menawi kula serati?

        Serat ing mriki mawon.
}
    .quiet = { $register ->
        [anak] Apa dheweke ngerti? Aman yen dihubungi?
       *[dewasa] Menapa larenipun ngertos? Aman menawi kula serati?
    }
