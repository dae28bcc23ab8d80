### Poster: didelok wong akeh, mula ora nyebut apa sing bisa kedadeyan.

poster-title = Arep crita?
poster-ask = Takon-takon ya kena.
poster-free = Gratis. Tanpa jeneng.
poster-scan = Dipindai, utawa difoto dhisik dibukak mengko.
poster-type = Ing Telegram: @{ $bot }
poster-call = Yen mbebayani, telpon:
poster-people = Arep omong langsung karo wong:
