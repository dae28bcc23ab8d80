### Forum Anak facilitators: 14 to 17 years old, who tell of a friend and carry too much of it already.

note-invited = 🤝 Halo, fasilitator Forum Anak.
    .quiet = ✔️ Baik.

# Take the weight off first. Nobody may feel that they must find out more.
ask-peer =
    Terima kasih sudah memikirkan temanmu.

    • Jangan menyelidiki. Cukup yang sudah { kamu } dengar atau lihat.
    • Nama temanmu tidak perlu.
    • Ini bukan tanggung jawabmu sendiri. Ajak { $companion }, atau orang dewasa yang { kamu } percaya.

    Ini tentang siapa?
    .quiet = Jangan menyelidiki. Ini bukan tanggung jawabmu sendiri. Ajak { $companion }. Tentang siapa?
pick-peer-friend = 👥 Tentang temanku
    .quiet = 👥 Teman
pick-peer-self = 🙋 Tentang aku sendiri
    .quiet = 🙋 Aku sendiri
pick-peer-guide = 🤝 Cara menemani teman
    .quiet = 🤝 Menemani
pick-hub-friend = 🤝 Menemani teman

# How to be with a friend: look, listen, link (psychological first aid), in a child's words.
ask-friend =
    Menemani teman:

    👂 Dengarkan saja. Tidak usah bertanya terus, tidak usah minta ia mengulang.
    💬 Bilang: “Aku percaya, dan ini bukan salahmu. Terima kasih sudah cerita.”
    🤝 Jangan berjanji menyimpannya sendiri. Bilang: “Kita cari orang dewasa yang bisa menolong.”
    🧭 Tanya ia maunya bagaimana, dan siapa yang ia percaya.
    🚫 Jangan menegur atau menemui orang itu. Jangan menyebarkan cerita atau foto.
    🆘 Kalau berbahaya, telepon: { $numbers }.
    🌱 Ajak { $companion }. Ini bukan tanggung jawabmu sendiri, dan { kamu } juga boleh lelah dan bercerita.
    .quiet = Dengarkan saja. Jangan menyelidiki. Ajak { $companion }. { $numbers }.
