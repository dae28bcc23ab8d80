"""Errors of storage as sentences for whoever sits at the office's machine."""

from __future__ import annotations

SENTENCES = {
    "WeakPassphrase": "Kata sandi kantor terlalu pendek: paling sedikit 14 huruf, misalnya lima kata.",
    "WrongPassphrase": "Kata sandi kantor tidak cocok.",
    "CodeMistyped": "Kodenya salah salin: periksa lagi huruf demi huruf.",
    "KeyMissing": "Berkas kunci kantor tidak lengkap atau tidak bisa dibaca.",
    "KeyInWrongHands": "Berkas kunci kantor tertukar: periksa folder keys.",
    "NoRuntimeFolder": "WADUL_RUNTIME_DIR tidak bisa dipakai: pilih folder yang boleh ditulis.",
    "CannotOpen": "Berkas kunci kantor rusak atau bukan pasangannya.",
    "NotARole": "Nama peran basis data: huruf kecil, angka, garis bawah, dan keduanya berbeda.",
    "DBAPIError": "Basis data sedang tidak menjawab (terkunci, penuh, atau terputus). Coba lagi.",
}
DATABASE = {  # which of the ways in which a database is not ready
    "no tables": "belum ada isinya: jalankan `wadul init`",
    "newer": "versinya lebih baru dari program ini: perbarui programnya",
    "older": "versinya lama: mulai programnya sekali, atau jalankan `wadul officer list`",
    "read-only": "hanya bisa dibaca",
    "cannot be written": "tidak bisa ditulis: periksa folder, izin, dan sambungannya",
    "could not be migrated": "tidak bisa disiapkan: periksa folder, izin (`wadul db roles`), dan sambungannya",
    "address": "alamatnya (WADUL_DATABASE_URL) tidak terbaca",
    "must be": "harus SQLite atau PostgreSQL (WADUL_DATABASE_URL)",
}


def in_words(error: BaseException) -> str:
    """An error of ours as one Indonesian sentence, also when another one carried it here."""
    source: BaseException | None = error
    while source is not None and (source is error or str(source) == str(error)):
        for kind in type(source).__mro__:
            if kind.__name__ == "DatabaseNotReady":
                return f"Basis data {next((why for part, why in DATABASE.items() if part in str(source)), 'rusak')}."
            if kind.__name__ in SENTENCES:
                return SENTENCES[kind.__name__]
        source = source.__context__
    return str(error)
