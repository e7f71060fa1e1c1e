#if defined(__x86_64__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))),                        \
    apply_to = function)
#define KERNEL_TABLE heed_avx512_kernels
#define KERNEL_NAME "avx512"
// 32 registers: 24 sums, two of b, one of a.
#define LANES 16
#define ZIP_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define ZIP_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define PANEL_VECTORS 2
#define TILE_ROWS 12
#include "kernels.inc"
#pragma clang attribute pop
#endif
