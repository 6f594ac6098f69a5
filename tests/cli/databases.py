"""Databases through the verbs of colim cset: Sakila and Chinook, loaded, checked, drawn in part, written and read again.

Usage: databases.py COLIM
"""

import csv
import json
import os
import sqlite3
import tempfile

from support import check, end, run, write

relational = os.path.join(os.environ['COLIM_SHARED'], 'data', 'relational')
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def make_sakila():
    """Its tables as files of values become a database, with keys and types that the files do not say."""
    source = os.path.join(relational, 'sakila')
    with open(os.path.join(source, 'foreign_keys.tsv'), encoding='utf-8') as text:
        keys = list(csv.DictReader(text, delimiter='\t'))
    db = sqlite3.connect('sakila.sqlite')
    sizes = {}
    for name in sorted(f[:-4] for f in os.listdir(source) if f.endswith('.csv')):
        with open(os.path.join(source, name + '.csv'), encoding='utf-8', newline='') as text:
            rows = csv.reader(text)
            header = next(rows)
            columns = [f'{quote(c)} {"INTEGER PRIMARY KEY" if c == name + "_id" else ""}' for c in header]
            columns += [f'FOREIGN KEY ({quote(k["column"])}) REFERENCES {quote(k["ref_table"])} ({quote(k["ref_column"])})'
                        for k in keys if k['table'] == name]
            db.execute(f'CREATE TABLE {quote(name)} ({", ".join(columns)})')
            known = [[value or None for value in row] for row in rows]
            db.executemany(f'INSERT INTO {quote(name)} VALUES ({", ".join("?" * len(header))})', known)
            sizes[name] = len(known)
    db.commit()
    nulls = {k['column'] for k in keys
             if db.execute(f'SELECT count(*) FROM {quote(k["table"])} WHERE {quote(k["column"])} IS NULL').fetchone()[0]}
    db.close()
    return sizes, nulls


def sakila():
    sizes, nulls = make_sakila()
    status, out, err = run('cset', 'check', 'sakila.sqlite', '--json')
    check('sakila', (status, err), (0, ''))
    parts = json.loads(out)['parts']
    check('its tables', {name: n for name, n in parts.items() if name in sizes}, sizes)
    # A key that some rows do not have is a span.
    check('its spans', sorted(name.split('.')[-1] for name in set(parts) - set(sizes)), sorted(nulls))
    status, out, err = run('cset', 'show', 'sakila.sqlite', '--around', 'rental:1', '--depth', '0', '-T', 'dot')
    check('a rental', (status, err, out.startswith('digraph')), (0, '', True))
    status, out, err = run('cset', 'show', 'sakila.sqlite', '-T', 'dot')
    check('all of it', (status, '--around' in err), (2, True))


def chinook():
    path = os.path.join(relational, 'chinook', 'Chinook.sqlite')
    status, out, err = run('cset', 'coproduct', path)
    check('as JSON', (status, err), (0, ''))
    apex = json.loads(out)['apex']
    with sqlite3.connect(path) as db:
        check('tracks', len(apex['Track']), db.execute('SELECT count(*) FROM Track').fetchone()[0])
        titles = [row[0] for row in db.execute('SELECT Title FROM Album JOIN Track USING (AlbumId) ORDER BY TrackId')]
    albums = apex['Album']
    title = 'Title' if 'Title' in albums[0] else 'Album.Title'
    check('albums of tracks', [albums[track['AlbumId'] - 1][title] for track in apex['Track']], titles)


def refused():
    write('graph.json', json.dumps({'V': [{}, {}], 'E': [{'src': 1, 'tgt': 2}]}))
    with sqlite3.connect('v.sqlite') as db:
        db.execute('CREATE TABLE V (name TEXT)')
    for command, message in [(['pushout', 'v.sqlite', 'v.sqlite'], 'no homomorphism'),
                             (['check', 'v.sqlite', '--schema', 'Graph'], "no table 'E'")]:
        status, out, err = run('cset', *command)
        check(' '.join(command), (status, out, message in err, err.count('\n')), (2, '', True, 1))
    with open('broken.sqlite', 'wb') as file:
        file.write(b'SQLite format 3\0' + bytes(5000))
    status, out, err = run('cset', 'check', 'broken.sqlite')
    check('broken', (status, out, err.count('\n')), (2, '', 1))


def written():
    """What rewriting makes of a graph that is a database is written as one."""
    with sqlite3.connect('graph.sqlite') as db:
        db.executescript('CREATE TABLE V (_id INTEGER PRIMARY KEY);'
                         'CREATE TABLE E (_id INTEGER PRIMARY KEY, src NOT NULL REFERENCES V, tgt NOT NULL REFERENCES V);'
                         'INSERT INTO V VALUES (1), (2), (3); INSERT INTO E VALUES (1, 1, 2), (2, 2, 3)')
    write('functor.json', json.dumps({'functor': {'ob': {'V': 'V', 'E': 'E'}, 'hom': {'src': ['tgt'], 'tgt': ['src']}},
                                      'target_schema': 'Graph'}))
    status, out, err = run('cset', 'migrate', '--delta', 'functor.json', 'graph.sqlite', '--schema', 'Graph', '-o', 'opposite.sqlite')
    check('migrated', (status, out), (0, ''))
    with sqlite3.connect('opposite.sqlite') as db:
        check('opposite', db.execute('SELECT src, tgt FROM E ORDER BY _id').fetchall(), [(2, 1), (3, 2)])
        check('its keys', db.execute('PRAGMA foreign_key_check').fetchall(), [])


written()
refused()
if os.path.isdir(relational):
    sakila()
    chinook()
else:
    print(f'skipped: there is no {relational}; COLIM_SHARED names the folder that has the data')
end()
