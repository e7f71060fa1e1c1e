#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "heed_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

static const int answered[] = {SIGWINCH, SIGCONT, SIGTSTP};
enum { ANSWERED = sizeof answered / sizeof *answered };
static struct sigaction previous[ANSWERED];

// Made once and kept: a message may come at any time.
static int ends[2] = {-1, -1};

static void note(char what) {
  int kept = errno;
  // A full pipe has enough to wake the loop.
  if (write(ends[1], &what, 1) < 0) errno = kept;
  errno = kept;
}

static void answer(int number) {
  note(number == SIGWINCH ? 'w' : number == SIGCONT ? 'c' : 'z');
}

static void watch(int index) {
  struct sigaction action = {.sa_handler = answer, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(answered[index], NULL, &previous[index]);
  // A shell without job control ignores the wish to stop, and so does what it starts.
  if (previous[index].sa_handler != SIG_IGN || answered[index] != SIGTSTP)
    sigaction(answered[index], &action, NULL);
}

int heed_wake_open(void) {
  if (ends[0] < 0) {
    if (pipe(ends) != 0) return -1;
    for (int i = 0; i < 2; i++) {
      fcntl(ends[i], F_SETFL, O_NONBLOCK);
      fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
  }
  for (int i = 0; i < ANSWERED; i++) watch(i);
  return ends[0];
}

void heed_wake(void) { note('m'); }

void heed_wake_close(void) {
  for (int i = 0; i < ANSWERED; i++) sigaction(answered[i], &previous[i], NULL);
}

void heed_stop_here(void) {
  const int numbers[] = {SIGTSTP, SIGCONT};
  struct sigaction action = {.sa_handler = SIG_DFL}, kept[2];
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < 2; i++) sigaction(numbers[i], &action, &kept[i]);
  raise(SIGTSTP);
  for (int i = 0; i < 2; i++) sigaction(numbers[i], &kept[i], NULL);
}
