#include "table.h"

#include <pthread.h>
#include <stdlib.h>

// A pool with one free list for each size class, four classes to a doubling: at most a fifth of a
// buffer is wasted.

enum { CLASSES = 160, SMALLEST = 16 };

// In floats. What is larger comes once, as the probabilities of a whole text do, and is given back: to
// fill it takes far longer than to get it.
static const int64_t LARGEST_POOLED = (int64_t)1 << 25;

struct free_buffer {
  struct free_buffer *next;
};

static struct free_buffer *pool[CLASSES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t class_of(int64_t count, int64_t *capacity) {
  if (count < SMALLEST) count = SMALLEST;
  int doublings = 63 - __builtin_clzll((uint64_t)count);
  int64_t step = (int64_t)1 << (doublings - 2);
  int64_t steps = (count + step - 1) / step;
  *capacity = steps * step;
  return (int64_t)(doublings - 4) * 4 + (steps - 4);
}

float *heed_buffer_take(int64_t count) {
  int64_t capacity;
  int64_t class = class_of(count, &capacity);
  struct free_buffer *buffer = NULL;
  if (class < CLASSES) {
    pthread_mutex_lock(&lock);
    buffer = pool[class];
    if (buffer != NULL) pool[class] = buffer->next;
    pthread_mutex_unlock(&lock);
  }
  if (buffer == NULL) {
    void *fresh = NULL;
    if (posix_memalign(&fresh, 64, (size_t)capacity * sizeof(float)) != 0) abort();
    buffer = fresh;
  }
  return (float *)buffer;
}

void heed_buffer_return(float *memory, int64_t count) {
  int64_t capacity;
  int64_t class = class_of(count, &capacity);
  if (class >= CLASSES || count > LARGEST_POOLED) {
    free(memory);
    return;
  }
  struct free_buffer *buffer = (struct free_buffer *)memory;
  pthread_mutex_lock(&lock);
  buffer->next = pool[class];
  pool[class] = buffer;
  pthread_mutex_unlock(&lock);
}

float *heed_scratch(int64_t count) {
  static _Thread_local float *scratch = NULL;
  static _Thread_local int64_t capacity = 0;
  if (count > capacity) {
    free(scratch);
    capacity = count + count / 2 + 1024;
    void *fresh = NULL;
    if (posix_memalign(&fresh, 64, (size_t)capacity * sizeof(float)) != 0) abort();
    scratch = fresh;
  }
  return scratch;
}
