"""备份 -- everything that cannot be made again, in one file that says what it holds."""

from plumbline.store.backup.manifest import BackupFault, Manifest
from plumbline.store.backup.restoring import Checked, check, restore
from plumbline.store.backup.saving import save

__all__ = ["BackupFault", "Checked", "Manifest", "check", "restore", "save"]
