"""What the shared object exports is what the GIR describes.

Usage: symbols.py NM LIBRARY GIR
"""

import subprocess
import sys
import xml.etree.ElementTree

nm, library, gir = sys.argv[1:]
listed = subprocess.run([nm, '-D', '--defined-only', '--format=posix', library], check=True, capture_output=True, text=True)
exported = {line.split()[0].split('@')[0] for line in listed.stdout.splitlines()}
described = set()
for element in xml.etree.ElementTree.parse(gir).iter():
    for attribute in ['{http://www.gtk.org/introspection/c/1.0}identifier', '{http://www.gtk.org/introspection/glib/1.0}get-type']:
        name = element.get(attribute, '')
        # Constants and members of enumerations have identifiers too, and no symbols.
        if name.startswith('colim_'):
            described.add(name)
for name in sorted(exported - described):
    print(f'exported, but not in the GIR: {name}')
for name in sorted(described - exported):
    print(f'in the GIR, but not exported: {name}')
print(f'{len(exported)} symbols')
sys.exit(exported != described or not exported)
