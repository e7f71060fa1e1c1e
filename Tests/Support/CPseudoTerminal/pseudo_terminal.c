#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "heed_pseudo_terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

// Between fork and exec only what is allowed in a signal handler.
static void become(
    const struct heed_pseudo_terminal *terminal, const char *path, char *const arguments[],
    char *const environment[], const char *folder) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  setsid();
  ioctl(terminal->program_end, TIOCSCTTY, 0);
  for (int descriptor = 0; descriptor < 3; descriptor++) dup2(terminal->program_end, descriptor);
  if (chdir(folder) != 0) _exit(126);
  execve(path, arguments, environment);
  _exit(127);
}

bool heed_pseudo_terminal_start(
    struct heed_pseudo_terminal *terminal, const char *path, char *const arguments[],
    char *const environment[], const char *folder, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  if (openpty(&terminal->our_end, &terminal->program_end, NULL, NULL, &size) != 0) return false;
  fcntl(terminal->our_end, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->program_end, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->our_end, F_SETFL, O_NONBLOCK);
  terminal->program = fork();
  if (terminal->program == 0) become(terminal, path, arguments, environment, folder);
  return terminal->program > 0;
}

struct termios heed_pseudo_terminal_modes(const struct heed_pseudo_terminal *terminal) {
  struct termios modes;
  memset(&modes, 0, sizeof modes);
  tcgetattr(terminal->program_end, &modes);
  return modes;
}

bool heed_pseudo_terminal_resize(
    const struct heed_pseudo_terminal *terminal, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(terminal->our_end, TIOCSWINSZ, &size) == 0;
}
