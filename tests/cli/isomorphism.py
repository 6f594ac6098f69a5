"""Isomorphism of small C-sets in compact JSON, by brute force: the judge of what is only given up to it."""


def value(x):
    """Constants as they are compared: 1 and 1.0 are one, true and 1 two."""
    return ('boolean', x) if isinstance(x, bool) else ('string', x) if isinstance(x, str) else ('number', x)


def elements(instance, schema):
    """All parts and variables: (object or attribute type, number from 1)."""
    found = [(ob, i + 1) for ob in schema['Ob'] for i in range(instance['parts'].get(ob, 0))]
    return found + [(t, i + 1) for t in schema['AttrType'] for i in range(instance.get('vars', {}).get(t, 0))]


def arrows(instance, schema):
    """Where each element goes along each arrow: {(element, arrow): element or constant}."""
    found = {}
    for name, (dom, codom) in schema['Hom'].items():
        for i, image in enumerate(instance.get('homs', {}).get(name, [])):
            found[(dom, i + 1), name] = (codom, image)
    for name, (dom, codom) in schema['Attr'].items():
        for i, image in enumerate(instance.get('attrs', {}).get(name, [])):
            found[(dom, i + 1), name] = (codom, image['_var']) if isinstance(image, dict) else ('constant', value(image))
    return found


def colour(all_elements, all_arrows):
    """What can be told of an element without choosing any: its colours are names that two C-sets can compare."""
    colours = {e: e[0] for e in all_elements}
    for _ in range(4):
        told = {e: [] for e in all_elements}
        for (e, name), image in all_arrows.items():
            told[e].append((name, colours.get(image, repr(image))))
            if image in told:
                told[image].append((name, 'from', colours[e]))
        colours = {e: hash((colours[e], tuple(sorted(map(repr, told[e]))))) for e in all_elements}
    return colours


def isomorphic(a, b, schema):
    elements_a, elements_b = elements(a, schema), elements(b, schema)
    arrows_a, arrows_b = arrows(a, schema), arrows(b, schema)
    colours_a, colours_b = colour(elements_a, arrows_a), colour(elements_b, arrows_b)
    if sorted(colours_a.values()) != sorted(colours_b.values()):
        return False
    out = {e: [(name, image) for (x, name), image in arrows_a.items() if x == e] for e in elements_a}

    def assign(pairs, images):
        """Extends @images by what pairs force; None if it cannot be."""
        images, used = dict(images), set(images.values())
        pairs = list(pairs)
        while pairs:
            e, f = pairs.pop()
            if e in images or f in used:
                if images.get(e) != f:
                    return None
                continue
            if e not in colours_a:
                if e != f:
                    return None
                continue
            if f not in colours_b or colours_a[e] != colours_b[f]:
                return None
            images[e] = f
            used.add(f)
            pairs += [(image, arrows_b[f, name]) for name, image in out[e]]
        return images

    def search(images):
        left = [e for e in elements_a if e not in images]
        if not left:
            return True
        for f in elements_b:
            extended = assign([(left[0], f)], images)
            if extended is not None and search(extended):
                return True
        return False

    return search({})
