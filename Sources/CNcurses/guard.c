#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "heed_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LONGEST_FAREWELL = 1024, STACK_SIZE = 64 * 1024 };

static const int requests[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
enum {
  REQUESTS = sizeof requests / sizeof *requests,
  CRASHES = sizeof crashes / sizeof *crashes,
};

typedef void handler(int number, siginfo_t *info, void *context);

static atomic_bool armed;
static int input_descriptor, output_descriptor;
static struct termios modes;
static struct sigaction previous[NSIG];

// Two, so that one is whole while the other is written.
static char farewells[2][LONGEST_FAREWELL];
static size_t lengths[2];
static atomic_int current;

static void give_back(void) {
  if (!atomic_exchange(&armed, false)) return;
  int which = atomic_load(&current);
  const char *bytes = farewells[which];
  size_t count = lengths[which];
  while (count > 0) {
    ssize_t written = write(output_descriptor, bytes, count);
    if (written < 0 && errno != EINTR) break;
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
  // What the terminal still reports of the mouse must not be typed into the shell.
  tcflush(input_descriptor, TCIFLUSH);
  tcsetattr(input_descriptor, TCSANOW, &modes);
}

// Somebody wants the program to end: it does what it would have done by itself.
static void end_as_asked(int number, siginfo_t *info, void *context) {
  (void)info, (void)context;
  give_back();
  signal(number, SIG_DFL);
  raise(number);
}

// Whoever had asked for the signal before, as Swift's backtracer, is told of it.
static void end_after_crash(int number, siginfo_t *info, void *context) {
  give_back();
  // The backtracer asks what to do and waits for an answer, but not at the end of a file.
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing >= 0) dup2(nothing, input_descriptor);
  struct sigaction *next = &previous[number];
  sigaction(number, next, NULL);
  if (next->sa_flags & SA_SIGINFO) {
    next->sa_sigaction(number, info, context);
  } else if (next->sa_handler != SIG_DFL && next->sa_handler != SIG_IGN) {
    next->sa_handler(number);
  } else {
    raise(number);
  }
}

static void install(const int *numbers, int count, handler *end) {
  struct sigaction action = {.sa_sigaction = end, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  // All signals wait meanwhile; SIGTTOU would stop a program in the background.
  sigfillset(&action.sa_mask);
  for (int i = 0; i < count; i++) {
    struct sigaction *old = &previous[numbers[i]];
    sigaction(numbers[i], NULL, old);
    bool is_ignored = !(old->sa_flags & SA_SIGINFO) && old->sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(numbers[i], &action, NULL);
  }
}

static void uninstall(const int *numbers, int count, handler *end) {
  for (int i = 0; i < count; i++) {
    struct sigaction now;
    sigaction(numbers[i], NULL, &now);
    if ((now.sa_flags & SA_SIGINFO) && now.sa_sigaction == end)
      sigaction(numbers[i], &previous[numbers[i]], NULL);
  }
}

// A program that has used up its stack needs another one for the handler.
static void provide_stack(void) {
  static char *memory;
  stack_t now;
  if (memory || sigaltstack(NULL, &now) != 0 || !(now.ss_flags & SS_DISABLE)) return;
  memory = malloc(STACK_SIZE);
  stack_t stack = {.ss_sp = memory, .ss_size = STACK_SIZE};
  if (memory) sigaltstack(&stack, NULL);
}

void heed_guard_arm(int input, int output) {
  static bool is_registered;
  input_descriptor = input;
  output_descriptor = output;
  tcgetattr(input, &modes);
  provide_stack();
  if (!is_registered) atexit(give_back);
  is_registered = true;
  install(requests, REQUESTS, end_as_asked);
  install(crashes, CRASHES, end_after_crash);
  atomic_store(&armed, true);
}

void heed_guard_set_farewell(const char *bytes, size_t count) {
  int next = 1 - atomic_load(&current);
  if (count > LONGEST_FAREWELL) count = LONGEST_FAREWELL;
  memcpy(farewells[next], bytes, count);
  lengths[next] = count;
  atomic_store(&current, next);
}

void heed_guard_disarm(void) {
  atomic_store(&armed, false);
  uninstall(requests, REQUESTS, end_as_asked);
  uninstall(crashes, CRASHES, end_after_crash);
}
