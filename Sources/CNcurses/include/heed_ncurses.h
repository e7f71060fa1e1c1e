#ifndef HEED_NCURSES_H
#define HEED_NCURSES_H

// The wide functions are declared only where this is defined first.
#define NCURSES_WIDECHAR 1
#include <ncurses.h>

// What Swift cannot import from ncurses: global variables, macros with casts, variadic functions.

static inline WINDOW *heed_screen(void) { return stdscr; }
static inline WINDOW *heed_shown_screen(void) { return curscr; }
static inline int heed_columns(void) { return COLS; }
static inline int heed_rows(void) { return LINES; }
static inline int heed_colours(void) { return COLORS; }

static const attr_t heed_bold = WA_BOLD;
static const attr_t heed_dim = WA_DIM;
static const attr_t heed_reverse = WA_REVERSE;
static const attr_t heed_underline = WA_UNDERLINE;

static const mmask_t heed_left_pressed = BUTTON1_PRESSED;
static const mmask_t heed_wheel_up = BUTTON4_PRESSED;
#if NCURSES_MOUSE_VERSION > 1
static const mmask_t heed_wheel_down = BUTTON5_PRESSED;
#else
static const mmask_t heed_wheel_down = 0;
#endif

// The ncurses of macOS is of 2015: pairs are 16 bits wide there, and a terminal has at most 32,767
// colours. It declares NCURSES_EXT_COLORS all the same, so only the date tells.
#if NCURSES_VERSION_PATCH >= 20170401
#define HEED_HAS_WIDE_PAIRS 1
#else
#define HEED_HAS_WIDE_PAIRS 0
#endif
static const bool heed_has_wide_pairs = HEED_HAS_WIDE_PAIRS;

/// Starts ncurses on standard input and output; NULL where it does not know the terminal.
SCREEN *heed_open(const char *terminal);

/// How many pairs of colours there are, the terminal's own included.
int heed_pair_count(void);

/// Makes a pair of colours; -1 is the terminal's own.
int heed_define_pair(int pair, int foreground, int background);

/// Writes one character with its marks, ended by 0.
int heed_put(int row, int column, const wchar_t *text, attr_t attributes, int pair);

/// How many cells this C library gives to a character; -1 where it does not know.
int heed_width(wchar_t character);

/// A string of the terminal's description; NULL where it has none.
const char *heed_capability(const char *name);

/// The string that moves the cursor to the left end of a row.
const char *heed_move_to_row(int row);

/// Reads the description of a terminal without using the terminal; false where there is none.
bool heed_read_description(const char *terminal, int descriptor);
void heed_forget_description(void);

// The names of a description's entries in the order of its file; NULL behind the last.
const char *heed_flag_name(int index);
const char *heed_number_name(int index);
const char *heed_string_name(int index);

#endif
