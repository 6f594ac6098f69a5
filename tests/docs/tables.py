"""The tables of a page against those of the program: a row that is missing on either side is an error.

Usage: tables.py PROGRAM PAGE [--write]

With --write, the page takes the program's tables.
"""

import re
import subprocess
import sys

program, page = sys.argv[1:3]
TABLE = re.compile(r'^<!-- table: (\w+) -->\n(.*?)^<!-- end -->\n', re.M | re.S)

printed = subprocess.run([program], check=True, capture_output=True, encoding='utf-8').stdout
tables = {match[1]: match[0] for match in TABLE.finditer(printed)}
with open(page, encoding='utf-8') as text:
    contents = text.read()

if '--write' in sys.argv:
    with open(page, 'w', encoding='utf-8') as text:
        text.write(TABLE.sub(lambda match: tables[match[1]], contents))
    sys.exit()

failures = []
found = {match[1]: match[0] for match in TABLE.finditer(contents)}
for name in sorted(tables.keys() | found.keys()):
    there, here = (set(side.get(name, '').splitlines()) for side in (tables, found))
    failures += [f'{name}: the page has not: {line}' for line in there - here]
    failures += [f'{name}: only the page has: {line}' for line in here - there]
    if not failures and tables[name] != found[name]:
        failures.append(f'{name}: the rows are in another order')
print('\n'.join(sorted(failures)))
sys.exit(bool(failures))
