#ifndef HEED_GUARD_H
#define HEED_GUARD_H

#include <stddef.h>

// Gives the terminal back, whatever ends the program: a signal that was sent, a crash, or exit().
// Only what is allowed in a signal handler happens there: the bytes to write are made beforehand.

/// From now on the terminal is given back. Remembers its modes as they are, so it is called before
/// they are changed. What is written to standard error waits until the terminal is given back.
/// Signals that are ignored stay ignored.
void heed_guard_arm(int input, int output);

/// What to write, replacing what was given before; the bytes are copied, at most 1,024.
void heed_guard_set_farewell(const char *bytes, size_t count);

/// The terminal was given back in an orderly way.
void heed_guard_disarm(void);

/// Makes the pipe that wakes the loop and lets the signals that the loop answers write to it: 'w'
/// for a new window size, 'c' for going on after a stop, 'z' for the wish to stop. Returns the end
/// to read; -1 where there is none, with the reason in errno.
int heed_wake_open(void);

/// Wakes the loop; may be called from any thread.
void heed_wake(void);

/// Gives the signals back.
void heed_wake_close(void);

/// Stops the program as Ctrl-Z does, and returns when it goes on.
void heed_stop_here(void);

#endif
