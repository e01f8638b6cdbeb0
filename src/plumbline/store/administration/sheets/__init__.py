"""表格导入 -- an organisation and its people from a spreadsheet: looked at first, then taken in."""

from plumbline.store.administration.sheets.applying import RowFault, Wanted, plan_file, take_in
from plumbline.store.administration.sheets.columns import TABLES, Language, Table, columns
from plumbline.store.administration.sheets.keeping import drop_unconfirmed
from plumbline.store.administration.sheets.plan import OUTCOMES, Plan, Planned
from plumbline.store.administration.sheets.writing import export_csv, export_xlsx, template

__all__ = [
    "OUTCOMES", "TABLES", "Language", "Plan", "Planned", "RowFault", "Table", "Wanted",
    "columns", "drop_unconfirmed", "export_csv", "export_xlsx", "plan_file", "take_in", "template",
]  # fmt: skip
