#ifndef HEED_NCURSES_H
#define HEED_NCURSES_H

// The wide functions are declared only where this is defined first.
#define NCURSES_WIDECHAR 1
#include <ncurses.h>

#endif
