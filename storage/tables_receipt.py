"""What opens a report from another phone, beside its receipt: hashes of the words a reporter chose, and wrong tries."""

from datetime import datetime

from sqlmodel import Field

from storage.tables import Row, _hidden, _hour


class SafeWord(Row, table=True):
    """The safe and the duress word of one report, hashed with a salt of its own. Where no duress word was chosen random
    bytes stand, so that nobody can tell."""

    __tablename__ = "safe_words"

    report_id: str = Field(primary_key=True, foreign_key="reports.id", ondelete="CASCADE")
    office_code: str
    salt: bytes = _hidden()
    safe: bytes = _hidden()
    duress: bytes = _hidden()
    hour: datetime = _hour()


class CodeTry(Row, table=True):
    """Wrong tries of one chat, of one report's words, or of everybody: under the draft key, for a day. They belong to
    no office: nobody knows whose code it was meant to be."""

    __tablename__ = "code_tries"

    tag: bytes = _hidden(primary_key=True)
    box: bytes = _hidden()
    hour: datetime = _hour()
