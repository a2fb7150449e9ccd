"""Writes the fixtures of Python programs and LibreOffice: pip install openpyxl XlsxWriter pandas; python make.py"""

import datetime
import json
import pathlib
import subprocess
import tempfile
import zipfile

import openpyxl
import pandas
import xlsxwriter

HERE = pathlib.Path(__file__).parent
SHEETS = json.loads((HERE / "data.json").read_text("utf-8"))
FILES = HERE / "files"


def value(cell):
    if isinstance(cell, str) and cell.startswith("@"):
        return datetime.date.fromisoformat(cell[1:])
    return cell


def with_openpyxl():
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for y, row in enumerate(rows, 1):
            for x, cell in enumerate(row, 1):
                target = sheet.cell(y, x, value(cell))
                if isinstance(cell, str) and cell.startswith("="):
                    target.data_type = "s"
    book.save(FILES / "openpyxl.xlsx")


def with_xlsxwriter(constant_memory):
    name = "xlsxwriter-streamed" if constant_memory else "xlsxwriter"
    options = {"constant_memory": constant_memory, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(FILES / f"{name}.xlsx", options)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in SHEETS.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                one = value(cell)
                if isinstance(one, datetime.date):
                    sheet.write_datetime(y, x, one, day)
                else:
                    sheet.write(y, x, one)
    book.close()


def with_pandas():
    frames = {
        name: pandas.DataFrame([[value(cell) for cell in row] for row in rows[1:]], columns=rows[0])
        for name, rows in SHEETS.items()
    }
    with pandas.ExcelWriter(FILES / "pandas.xlsx", engine="openpyxl") as book:
        for name, frame in frames.items():
            frame.to_excel(book, sheet_name=name, index=False)
        for row in book.book["benefits"].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
    for label, options in {
        "pandas-utf8": {"encoding": "utf-8"},
        "pandas-french-excel": {"encoding": "utf-8-sig", "sep": ";", "date_format": "%d/%m/%Y", "lineterminator": "\r\n"},
        "pandas-utf16": {"encoding": "utf-16"},
    }.items():
        with zipfile.ZipFile(FILES / f"{label}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, frame in frames.items():
                days = frame.copy()
                for column in days:
                    if column in ("starts_on", "expires_on", "since"):
                        days[column] = pandas.to_datetime(days[column])
                path = FILES / "one.csv"
                days.to_csv(path, index=False, **options)
                archive.write(path, f"{name}.csv")
                path.unlink()


def with_libreoffice():
    with tempfile.TemporaryDirectory() as out:
        command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", out, str(FILES / "openpyxl.xlsx")]
        subprocess.run(command, check=True)
        (FILES / "libreoffice.xlsx").write_bytes(pathlib.Path(out, "openpyxl.xlsx").read_bytes())


with_openpyxl()
with_libreoffice()
with_xlsxwriter(False)
with_xlsxwriter(True)
with_pandas()
