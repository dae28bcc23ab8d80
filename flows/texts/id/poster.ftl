### A poster, seen by everybody who passes: school, market, village hall. It names nothing that could have happened, so
### that whoever stands before it, or scans it, tells nothing about themselves. Few words, to be read from three metres.

poster-title = Mau cerita?
poster-ask = Bertanya juga boleh.
poster-free = Gratis. Tanpa nama.
poster-scan = Pindai, atau foto dulu dan buka nanti.
poster-type = Di Telegram: @{ $bot }
poster-call = Kalau berbahaya, telepon:
poster-people = Mau langsung bicara dengan orang:
