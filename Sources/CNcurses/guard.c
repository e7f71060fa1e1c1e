#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "heed_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
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
static bool wants_backtrace;

// Two, so that one is whole while the other is written.
static char farewells[2][LONGEST_FAREWELL];
static size_t lengths[2];
static atomic_int current;

// Where standard error really goes, and what it goes to meanwhile; -1 where it is left alone.
static int true_errors = -1, held_errors = -1;

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
}

// MARK: - Standard error

// On the full screen a message would be in the way and then gone: it is kept until the end.
static void hold_errors(void) {
  static FILE *file;
  if (!isatty(STDERR_FILENO)) return;
  if (!file) file = tmpfile();
  if (!file) return;
  true_errors = dup(STDERR_FILENO);
  held_errors = fileno(file);
  fcntl(true_errors, F_SETFD, FD_CLOEXEC);
  if (true_errors >= 0) dup2(held_errors, STDERR_FILENO);
}

static void release_errors(void) {
  if (true_errors < 0) return;
  char buffer[512];
  dup2(true_errors, STDERR_FILENO);
  close(true_errors);
  true_errors = -1;
  lseek(held_errors, 0, SEEK_SET);
  for (ssize_t count; (count = read(held_errors, buffer, sizeof buffer)) > 0;)
    write_all(STDERR_FILENO, buffer, (size_t)count);
  if (ftruncate(held_errors, 0) == 0) lseek(held_errors, 0, SEEK_SET);
}

// MARK: - The end

static void give_back(void) {
  if (!atomic_exchange(&armed, false)) return;
  int which = atomic_load(&current);
  write_all(output_descriptor, farewells[which], lengths[which]);
  // What the terminal still reports of the mouse must not be typed into the shell.
  tcflush(input_descriptor, TCIFLUSH);
  tcsetattr(input_descriptor, TCSANOW, &modes);
  release_errors();
}

// Somebody wants the program to end: it does what it would have done by itself.
static void end_as_asked(int number, siginfo_t *info, void *context) {
  (void)info, (void)context;
  give_back();
  signal(number, SIG_DFL);
  raise(number);
}

// Swift's backtracer asks what to do next and waits for an answer. So it comes only where it was
// asked for, and finds nobody to answer.
static void end_after_crash(int number, siginfo_t *info, void *context) {
  static const char note[] =
      "heed: that is a mistake in heed. Please report it; where SWIFT_BACKTRACE=enable=yes is set,\n"
      "heed also says where it happened.\n";
  give_back();
  struct sigaction *next = &previous[number];
  if (wants_backtrace && next->sa_flags & SA_SIGINFO) {
    int nobody = open("/dev/null", O_RDONLY);
    if (nobody >= 0) dup2(nobody, input_descriptor);
    sigaction(number, next, NULL);
    next->sa_sigaction(number, info, context);
  } else {
    write_all(STDERR_FILENO, note, sizeof note - 1);
    signal(number, SIG_DFL);
    raise(number);
  }
}

// MARK: - Beginning and ceasing to guard

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
  wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;
  tcgetattr(input, &modes);
  provide_stack();
  if (!is_registered) atexit(give_back);
  is_registered = true;
  install(requests, REQUESTS, end_as_asked);
  install(crashes, CRASHES, end_after_crash);
  hold_errors();
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
  if (!atomic_exchange(&armed, false)) return;
  uninstall(requests, REQUESTS, end_as_asked);
  uninstall(crashes, CRASHES, end_after_crash);
  release_errors();
}
