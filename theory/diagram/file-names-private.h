/* Names of files in terms: in data sets, and in the flags `load` and `save`.  They are relative to the file that says them. */

#pragma once

#include <colim/term.h>

/* The same term for a file in another folder, which must be absolute; NULL: with absolute names. */
ColimTerm *_colim_term_move_files (const ColimTerm *term, const char *folder);

/* The file that a STRING names. */
char *_colim_term_locate_file (const ColimTerm *name);
