"""An office file, read: a TOML text becomes an office, or one sentence says what is wrong with it."""

from __future__ import annotations

import tomllib
from importlib import resources

from pydantic import ValidationError

from flows import FlowError
from flows.areas import kecamatan_of
from flows.office import Office
from flows.reaching import wrong as wrongly_reached


class OfficeUnclear(FlowError):
    """The office file does not say something we need."""


_WHY = {  # pydantic's kinds of trouble, as an operator reads them
    "missing": "belum ada",
    "extra_forbidden": "tidak dikenal",
    "int_parsing": "harus angka",
    "int_type": "harus angka",
    "bool_type": "harus true atau false",
    "string_type": "harus tulisan dalam tanda kutip",
    "string_too_short": "terlalu pendek",
    "string_too_long": "terlalu panjang",
    "too_short": "belum ada isinya",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
    "string_pattern_mismatch": "harus huruf kecil dan angka, seperti dalam contohnya",
}


def why(error: ValidationError) -> tuple[tuple[int | str, ...], str]:
    """Where the first trouble is, and what it is in Indonesian; never the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    said = str(first.get("ctx", {}).get("error") or "") if first["type"] == "value_error" else ""
    return first["loc"], said or _WHY.get(first["type"], "isinya tidak cocok")


def read_office(text: str, *, name: str = "office file") -> Office:
    """The office a TOML text describes. Raises `OfficeUnclear`, naming the line of the file that needs a hand."""
    try:
        office = Office.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise OfficeUnclear(f"{name}: bukan TOML yang bisa dibaca ({error}).") from None
    except ValidationError as error:
        where, said = why(error)
        raise OfficeUnclear(f"{name}: `{'.'.join(str(part) for part in where)}` {said}.") from None
    if not kecamatan_of(office.code):
        raise OfficeUnclear(f"{name}: `code` {office.code} bukan kode kabupaten atau kota Kemendagri.")
    if not any(line.emergency for line in office.hotlines):
        raise OfficeUnclear(f"{name}: `hotlines` belum punya nomor dengan emergency = true.")
    missing = [
        u for u in ("DARURAT", "TINGGI", "SEDANG", "RENDAH") if u not in office.ladder or u not in office.promise
    ]
    if missing:
        raise OfficeUnclear(f"{name}: `ladder` dan `promise` perlu waktu untuk {missing[0]}.")
    for sentence in wrongly_reached(office):
        raise OfficeUnclear(f"{name}: {sentence}")
    return office


def default_office_text() -> str:
    """Blora's office file as it ships."""
    return resources.files("flows").joinpath("offices/blora.toml").read_text("utf-8")


def blora() -> Office:
    """The first office."""
    return read_office(default_office_text(), name="offices/blora.toml")
