### Why a report is as urgent as it is, in the desk's plain Indonesian. Readers: an officer at 3 a.m., later a court.

reason-D01_BERLANGSUNG = Sedang terjadi
reason-D02_ANCAM_BUNUH = Ada ancaman membunuh
reason-D03_SENJATA = Senjata dipakai atau diancamkan
reason-D04_CEKIK = Dicekik atau dibekap, baru atau waktunya belum jelas: perlu diperiksa dokter walau tanpa bekas
reason-D05_LUKA_BERAT = Luka berat atau sempat pingsan
reason-D06_SEKS_72J = Kekerasan seksual dalam 72 jam: PEP dan bukti medis masih mungkin
reason-D07_BUNUH_DIRI_AKUT = Ingin bunuh diri sekarang, atau sudah tahu caranya
reason-D08_SEKAP_CULIK = Dikurung atau dibawa pergi
reason-D09_TPPO_SEGERA = Ditahan perekrut, atau akan dibawa dalam 3 hari
reason-D10_OCSEA_SEGERA = Pemerasan gambar dengan tenggat atau ajakan bertemu dalam 24 jam
reason-D11_BALITA = Di bawah lima tahun atau tidak bisa bicara, dan pelaku masih bisa mendekat
reason-D12_NIKAH_3H = Anak akan dinikahkan dalam 3 hari
reason-D13_TELANTAR_KRITIS = Tidak diberi makan atau obat
reason-D14_MINTA_TOLONG = Mengirim tanda bahaya, atau bilang tidak aman
reason-T01_CEKIK_DULU = Pernah dicekik, lebih dari seminggu lalu
reason-T02_PELAKU_AKSES = Pelaku bisa mendekat, kekerasan dalam 30 hari
reason-T03_SEKS_ANAK = Kekerasan seksual terhadap anak
reason-T04_SEKS_120J = Kekerasan seksual dalam 72–120 jam, atau waktunya belum jelas
reason-T05_SEKSTORSI = Diancam atau disebar gambarnya
reason-T06_PIKIR_BUNUH_DIRI = Terpikir bunuh diri
reason-T07_LAP4 = Empat atau lebih tanda bahaya dari pasangan
reason-T08_HAMIL = Sedang hamil dan mengalami kekerasan
reason-T09_DISABILITAS = Penyandang disabilitas, oleh orang yang merawat atau serumah
reason-T10_ESKALASI = Makin sering atau makin parah
reason-T11_NIKAH_30H = Anak akan dinikahkan dalam 30 hari, atau waktunya belum jelas
reason-T12_TPPO = Tanda perdagangan orang
reason-T13_LUKA = Luka yang perlu dokter atau visum
reason-T14_TANPA_PELINDUNG = Tidak ada orang dewasa yang melindungi
reason-T15_PELAKU_KUASA = Terlapor punya kuasa atas banyak orang
reason-T16_BALAS = Ditekan supaya tidak melapor
reason-S01_FISIK = Kekerasan fisik
reason-S02_PSIKIS = Ancaman atau kekerasan psikis
reason-S03_SEKS_DEWASA = Kekerasan seksual, korban dewasa atau umurnya belum jelas
reason-S04_TELANTAR = Penelantaran
reason-S05_BULLY = Perundungan
reason-S06_NIKAH_ANAK = Rencana atau kejadian perkawinan anak atau kawin paksa
reason-S07_ANAK_SAKSI = Anak menyaksikan kekerasan
reason-S08_KBGO_LAIN = Kekerasan lewat HP atau internet
reason-S09_TERPUTUS = Laporan terputus di tengah jalan
reason-S10_EKSPLOITASI = Eksploitasi
reason-S11_PSIKOSOSIAL = Butuh dukungan psikososial
reason-R01_INFO = Bertanya
reason-R02_LAMPAU_AMAN = Lebih dari setahun lalu, dewasa, sekarang aman
reason-R03_CEGAH = Pencegahan
reason-R04_UMUM = Belum ada tanda khusus
reason-R05_STATUS = Menanyakan kabar laporan
reason-R06_LUAR_LINGKUP = Di luar tugas kantor

modifier-M1_USIA12 = di bawah 12 tahun
modifier-M2_DISABILITAS = disabilitas
modifier-M3_HAMIL = hamil
modifier-M4_SERUMAH = serumah dengan terlapor
modifier-M5_BERULANG = berulang
modifier-M6_TERISOLASI = terisolasi
modifier-M7_KORBAN_BANYAK = korban lebih dari satu

clock-CLK_PEP = PEP: 72 jam sejak kejadian
clock-CLK_EC = Kontrasepsi darurat: 120 jam sejak kejadian
clock-CLK_TPKS41 = { $check ->
    [yes] Periksa kewajiban lapor polisi (UU TPKS ps. 41): laporan ini bukan dari korban sendiri
   *[no] Lapor polisi (UU TPKS ps. 41): paling lama 3×24 jam
}
clock-CLK_PKDRT16 = Perlindungan sementara polisi (UU PKDRT ps. 16): 1×24 jam
clock-due = { $clock }, sampai { $due }
