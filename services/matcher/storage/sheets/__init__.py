"""Sources as rows of a sheet: one row per source, one column per fact. The same for CSV and XLSX."""
