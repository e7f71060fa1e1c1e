#include "heed_ncurses.h"
