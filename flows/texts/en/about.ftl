### Seen by whoever holds the phone: nothing here says what somebody might tell.

about-reporter-short = Ask and talk. Free.
about-reporter-long = Hello. You can ask and talk here. It is free. Tap Start when you are ready.
menu-reporter-lapor = Begin, or go on
menu-reporter-darurat = Ask for help now
menu-reporter-cek = See answers
menu-reporter-hapus = Erase what is kept
menu-reporter-bahasa = Language
menu-reporter-bantuan = How to use this
menu-reporter-batal = Stop for now
menu-reporter-privacy = Who reads
menu-reporter-settings = Settings
