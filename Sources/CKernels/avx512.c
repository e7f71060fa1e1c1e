#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))),                        \
    apply_to = function)
#define KERNEL_TABLE heed_avx512_kernels
#define KERNEL_NAME "avx512"
// 32 registers: 24 sums, two of b, one of a.
#define LANES 16
#define PANEL_VECTORS 2
#define TILE_ROWS 12
#include "kernels.inc"
#pragma clang attribute pop
#endif
