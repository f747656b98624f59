"""退回单: a unit's own workbook back, its faults marked and explained (sheets.md section 3)."""
