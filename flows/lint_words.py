"""Words that no text for a reporter may hold. Three languages at once: what tells or blames in one does so in any."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What somebody glancing at the phone must not see.
TELLING = re.compile(
    r"kekerasan|lapor|lapur|wadul|dipukul|disakiti|disentuh|dipaksa|pelaku|korban|penyintas|terlapor|polisi|pulisi"
    r"|dinsos|p3a|sapa 129|uptd|perkosa|seks|cabul|sodomi|aniaya|hamil|mbobot|cekik|senjata|gaman|bunuh|bundhir"
    r"|\bmati\b|pejah|dipateni|mateni|bahaya|bebaya|darurat|petugas|piket|kasus|rujukan|visum|\b(110|119|129)\b"
    r"|digebug|gebag|dilarani|dipunsakiti|dipeksa|dipunpeksa|grayang|violence|violent|abuse|rape|police|\breport"
    r"|emergency|danger|\b(hit|hurt|harm|kill|killed|victim|suicide|weapon|threat|officer)\b",
    re.IGNORECASE,
)
BLAMING = re.compile(
    r"(?<!bukan )(?<!dudu )\bsalah(mu\b|\s+(kamu|anda)\b)|(?<!dudu )\bluputmu\b"
    r"|(?<!sanes )\bkalepatan(\s+panjenengan|mu)\b"
    r"|\b(kenapa|mengapa|ngapa|nyapo|yagene|kenging menapa)\b|\binvalid\b|\berror\b"
    r"|\bsalah (input|ketik|format)\b|\binput salah\b|\btidak (valid|sah|sesuai)\b"
    r"|\b(wajib|harus|kudu|kedah) (diisi|dijawab|dipunisi|dipunwangsuli)\b"
    r"|(?<!not )\byour (own )?fault\b|\bwhy (did|didn't|do|don't|were|was)\b|\b(must|have to) (answer|fill)\b",
    re.IGNORECASE,
)
PROMISING = re.compile(
    r"\brahasia|\bwadi\b|\bdijamin\b|\bpasti\b|\bmesthi\b|\btamtu\b|\b(kami|aku) (ber)?janji\b|\banonim(itas)? penuh\b"
    r"|\btidak (akan )?(ada )?(yang|seorang pun) (bisa )?tahu\b|\bora ana (sing|wong) (bakal )?(ngerti|weruh)\b"
    r"|\bmboten wonten (ingkang|tiyang) (badhe )?(pirsa|ngertos)\b"
    r"|\bguarantee|100 ?%|\bsecret\b|\bpromise\b|\bconfidential|\b(fully|completely) anonymous\b"
    r"|\b(nobody|no one) (will|can) (ever )?(know|find out)\b|\bcertainly\b",
    re.IGNORECASE,
)
PICTURES = re.compile(
    r"\b(kirim|ngirim|kintun|ngintun|unggah|lampir|upload|bagi|send|share)\w*\s+(\w+\s+)?"
    r"(foto|gambar|video|film|rekaman|bukti|photo|picture|screenshot|recording)",
    re.IGNORECASE,
)
# The forms' names for what happened, and our codes: they belong to the desk.
FILED_UNDER = re.compile(
    r"\b(SIMFONI|KDRT|TPPO|TPKS|KBGO|OCSEA|AMPK|ABH|[DTSR]\d\d(_\w+)?|CLK_\w+)\b"
    r"|\b(penelantaran|trafficking|eksploitasi|psikis|kronologi)\b"
)

# What belongs to the other reader's register. Javanese words show it nearly everywhere, so the two are never mixed.
NOT_SAID_TO: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "id": {
        "anak": re.compile(r"\bAnda\b"),
        "dewasa": re.compile(r"\bkamu\b", re.IGNORECASE),
    },
    "jv": {
        "anak": re.compile(
            r"\b(panjenengan|mboten|sampun|dereng|saged|badhe|ingkang|menapa|menika|sapunika|wonten|dhateng|utawi|menawi"
            r"|kula|tiyang|nggih|inggih|mangga|dipun\w+)\b",
            re.IGNORECASE,
        ),
        "dewasa": re.compile(
            r"\b(kowe|awakmu|ora|wis|durung|isa|bisa|arep|sing|apa|iki|iku|kuwi|saiki|ana|menyang|utawa|yen|aku|wong"
            r"|dheweke|aja|oleh|iya|wae|maneh|\w+mu)\b",
            re.IGNORECASE,
        ),
    },
    "en": {"anak": re.compile(r"(?!)"), "dewasa": re.compile(r"(?!)")},
}
