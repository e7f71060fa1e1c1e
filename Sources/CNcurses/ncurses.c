#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "heed_ncurses.h"

#include <term.h>
#include <wchar.h>

SCREEN *heed_open(const char *terminal) { return newterm((char *)terminal, stdout, stdin); }

int heed_pair_count(void) { return COLOR_PAIRS; }

int heed_define_pair(int pair, int foreground, int background) {
#if HEED_HAS_WIDE_PAIRS
  return init_extended_pair(pair, foreground, background);
#else
  return init_pair((short)pair, (short)foreground, (short)background);
#endif
}

int heed_put(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
#if HEED_HAS_WIDE_PAIRS
  // The short pair is ignored where a wide one is given.
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
#else
  if (setcchar(&cell, text, attributes, (short)pair, NULL) == ERR) return ERR;
#endif
  return mvadd_wch(row, column, &cell);
}

int heed_width(wchar_t character) { return wcwidth(character); }

const char *heed_capability(const char *name) {
  // -1 for what is no string.
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

const char *heed_move_to_row(int row) {
  const char *move = heed_capability("cup");
  return move ? tparm((char *)move, row, 0, 0, 0, 0, 0, 0, 0, 0) : NULL;
}

bool heed_read_description(const char *terminal, int descriptor) {
  int result = 0;
  return setupterm((char *)terminal, descriptor, &result) == OK;
}

void heed_forget_description(void) {
  if (cur_term) del_curterm(cur_term);
}

const char *heed_flag_name(int index) { return boolnames[index]; }
const char *heed_number_name(int index) { return numnames[index]; }
const char *heed_string_name(int index) { return strnames[index]; }
