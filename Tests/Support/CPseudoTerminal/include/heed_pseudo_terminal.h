#ifndef HEED_PSEUDO_TERMINAL_H
#define HEED_PSEUDO_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

/// A terminal that is no device: what a program writes to `program_end` is read at `our_end`, and
/// the other way.
struct heed_pseudo_terminal {
  int our_end;
  int program_end;
  pid_t program;
};

/// Starts a program in a folder with the terminal as its own. False with the reason in errno.
bool heed_pseudo_terminal_start(
    struct heed_pseudo_terminal *terminal, const char *path, char *const arguments[],
    char *const environment[], const char *folder, int columns, int rows);

/// The terminal's modes.
struct termios heed_pseudo_terminal_modes(const struct heed_pseudo_terminal *terminal);

bool heed_pseudo_terminal_resize(
    const struct heed_pseudo_terminal *terminal, int columns, int rows);

#endif
