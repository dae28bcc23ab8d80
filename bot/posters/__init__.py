"""Posters: a sheet with a code to scan, drawn from the office file.

layout      what stands where on the sheet, in millimetres
drawing     the same sheet as SVG and as PDF; segno and fpdf2 live here and nowhere else
commands    `wadul poster`
"""
