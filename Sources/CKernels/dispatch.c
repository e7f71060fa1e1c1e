#include "table.h"

#include <unistd.h>

static const struct heed_kernel_table *kernels = &heed_portable_kernels;

/// Runs before main, so that no call needs to ask which build to use.
__attribute__((constructor)) static void choose_kernels(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    kernels = &heed_avx512_kernels;
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    kernels = &heed_avx2_kernels;
  }
#endif
}

bool heed_kernels_use(const char *name) {
  const struct heed_kernel_table *const all[] = {
      &heed_portable_kernels,
#if defined(__x86_64__)
      &heed_avx2_kernels,
      &heed_avx512_kernels,
#endif
  };
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    if (__builtin_strcmp(all[i]->name, name) == 0) {
      kernels = all[i];
      return true;
    }
  }
  return false;
}

const char *heed_kernels_name(void) { return kernels->name; }

static _Atomic int64_t threads = 0;

int64_t heed_threads(void) {
  int64_t chosen = threads;
  if (chosen == 0) threads = chosen = sysconf(_SC_NPROCESSORS_ONLN);
  return chosen < 1 ? 1 : chosen;
}

void heed_threads_use(int64_t count) { threads = count; }

#define HEED_ENTRY(type, name, parameters, arguments)                                              \
  type heed_##name parameters { kernels->name arguments; }
HEED_KERNELS(HEED_ENTRY)

double heed_sum_of_squares(const float *a, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) sum += (double)a[i] * a[i];
  return sum;
}
