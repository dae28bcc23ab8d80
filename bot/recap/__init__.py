"""What leaves the office as a file: the month for the ministry's register, the year for the head and the public.

month   cases of one month as a sheet, in the register's order; nothing in it can act as a formula
year    the counts of a year on the terminal, as a page with charts, and as a sheet
page    that page: charts as SVG, a table for every chart, nothing loaded from anywhere
"""
