"""What can go wrong in storage, as sentences.

    StorageError
    ├── CannotOpen              a sealed box is damaged, swapped, or another key's
    ├── WrongPassphrase         a passphrase or recovery code opens nothing
    ├── CodeMistyped            a recovery code fails its own check: copied wrongly
    ├── WeakPassphrase          a new passphrase is too short
    ├── KeyMissing              a key file is not there
    ├── KeyInWrongHands         a process was handed a key it must never hold
    ├── NoRuntimeFolder         the folder for the draft key cannot be made or written
    ├── AlreadyThere            making keys would overwrite some
    ├── DatabaseNotReady        not writable, not migrated, or too new
    ├── WordsInOutbox           an outbox row would have carried words
    ├── NotOnRoster             nobody on duty under that id
    ├── AlreadyOnRoster         that person is on duty already
    ├── NotAnOfficer            what was given does not describe an officer
    ├── NotYourShift            a duty day that is not this officer's to give
    ├── NoSuchCase              no case under that number
    ├── CaseAlreadyClosed       the case was closed before this change arrived
    ├── NotTakenYet             nobody has the case, so nobody can hand it over
    ├── NotARole                what was given does not name a role of the database
    ├── BackupRefused           a copy that must not be made, or not be put here
    ├── BackupDamaged           a copy that is not as it was written
    ├── NoWayBack               this reporter came by another door: there is no chat to answer in
    └── NotPossible             what an officer wants does not go with the case as it stands

The message of an error is its docstring unless a better sentence is given; it never holds words, keys or Telegram ids.
"""


class StorageError(Exception):
    """Something we promised to remember could not be handled."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip()


class CannotOpen(StorageError):
    """The sealed box is damaged, was swapped, or belongs to another key."""


class WrongPassphrase(StorageError):
    """This passphrase or code does not open the key."""


class CodeMistyped(StorageError):
    """The recovery code was copied wrongly: it does not pass its own check."""


class WeakPassphrase(StorageError):
    """The passphrase is too short: it needs at least fourteen characters."""


class KeyMissing(StorageError):
    """A key file is not there."""


class KeyInWrongHands(StorageError):
    """A process was handed a key it must never hold."""


class NoRuntimeFolder(StorageError):
    """The folder for the draft key cannot be made or written."""


class AlreadyThere(StorageError):
    """Keys exist here already; making new ones would lock everybody out of the old reports."""


class DatabaseNotReady(StorageError):
    """The database cannot be written, has not been migrated, or is newer than this program."""


class WordsInOutbox(StorageError):
    """An outbox row carries ids and keys only, never words."""


class NotOnRoster(StorageError):
    """Nobody on the roster has this id."""


class AlreadyOnRoster(StorageError):
    """This person is on the roster already."""


class NotAnOfficer(StorageError):
    """What was given does not describe an officer."""


class NotYourShift(StorageError):
    """This duty day is over, or is not this officer's to give."""


class NoSuchCase(StorageError):
    """There is no case with this number."""


class CaseAlreadyClosed(StorageError):
    """The case was closed before this change arrived."""


class NotTakenYet(StorageError):
    """Nobody has this case yet, so nobody can hand it over."""


class NotARole(StorageError):
    """A role's name is small letters, digits and underscores."""


class BackupRefused(StorageError):
    """This copy must not be made, or must not be put here."""


class BackupDamaged(StorageError):
    """Berkas cadangan ini rusak, terpotong, atau diubah."""


class NoWayBack(StorageError):
    """Whoever told of this came by another door: there is no chat to answer in."""


class NotPossible(StorageError):
    """This does not go with the case as it stands. ``why`` is the key of the sentence the officer hears."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why
