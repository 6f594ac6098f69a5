"""Whether two outputs say the same: times may differ, and trained numbers a little, for their last digits are the
processor's."""

import math
import re

NUMBER = re.compile(r'(?<![\w.])-?\d+\.\d+(?:e[+-]?\d+)?')
TIME = re.compile(r'\d+\.\d+ s\b')


def is_close(a, b):
    return math.isclose(float(a), float(b), rel_tol=0.25, abs_tol=0.05)


def same_line(found, expected):
    found, expected = TIME.sub('… s', found), TIME.sub('… s', expected)
    here, there = NUMBER.findall(found), NUMBER.findall(expected)
    return (NUMBER.sub('#', found) == NUMBER.sub('#', expected)
            and all(a == b or is_close(a, b) for a, b in zip(here, there)))


def same(found, expected):
    here, there = found.rstrip('\n').split('\n'), expected.rstrip('\n').split('\n')
    return len(here) == len(there) and all(map(same_line, here, there))
