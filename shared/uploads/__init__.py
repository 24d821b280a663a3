"""Files that people send: checked once, cleaned, kept under a random name, given back as a download only."""

from shared.uploads.checking import Checked, check_upload
from shared.uploads.kinds import FileKind
from shared.uploads.limits import MAX_FILE_BYTES
from shared.uploads.store import FolderStore, Store, store_of

__all__ = ["MAX_FILE_BYTES", "Checked", "FileKind", "FolderStore", "Store", "check_upload", "store_of"]
