### Basa Jawa. Teks lengkape nyusul; sing durung ana nganggo basa Indonesia.

control-back = ⬅️ Bali
control-skip = ⏭ Lewati
control-exit = 🚪 Metu
control-next = ➡️ Terus
control-resume = ▶️ Terusake
note-language = Basa Jawa durung komplit. Sing durung ana nganggo basa Indonesia dhisik.
