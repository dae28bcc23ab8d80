### Ready-made answers to a reporter: an officer chooses one by a tap. Reviewed: no blame, no promise, always a way on.
### `-title` is what the officer reads on the button, the other is what the reporter reads.

phrase-read-title = Sudah dibaca
phrase-read =
    Terima kasih sudah bercerita. Laporan { kamu } sudah kami baca dan sedang kami kerjakan.

    Kalau jadi berbahaya, telepon { $numbers }.
phrase-safe-title = Aman sekarang?
phrase-safe =
    Apakah sekarang aman? Jawab saja dengan satu kata, kapan pun bisa.

    Kalau berbahaya, telepon { $numbers }.
phrase-when-title = Kapan bisa bicara?
phrase-when = Kapan { kamu } bisa menulis atau bicara dengan tenang? Tulis hari dan jamnya di sini. Kami menyesuaikan.
phrase-meet-title = Mau bertemu?
phrase-meet = Kalau { kamu } mau, petugas bisa bertemu di tempat yang { kamu } pilih: sekolah, puskesmas, atau kantor. Semuanya gratis. Di mana yang paling aman?
phrase-doctor-title = Perlu dokter?
phrase-doctor = Apakah ada luka atau sakit yang perlu dokter? Kami bisa menemani, dan itu gratis untuk { kamu }.
phrase-more-title = Minta cerita lagi
phrase-more = Kalau mau, ceritakan lagi dengan kata-kata sendiri. Sedikit demi sedikit boleh, dan boleh juga tidak.
phrase-soon-title = Masih kami kerjakan
phrase-soon =
    Kami masih mengerjakan laporan { kamu }. Maaf harus menunggu.

    Kalau ada yang berubah, tulis di sini kapan saja.
