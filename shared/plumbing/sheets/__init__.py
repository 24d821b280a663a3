"""Spreadsheets of people, in and out: CSV as programs here save it, and XLSX. What a cell means is not known here."""
