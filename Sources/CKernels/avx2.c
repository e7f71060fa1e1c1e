#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define KERNEL_TABLE heed_avx2_kernels
#define KERNEL_NAME "avx2"
// 16 registers: 12 sums, two of b, one of a.
#define LANES 8
#define ZIP_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define ZIP_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#define PANEL_VECTORS 2
#define TILE_ROWS 6
#include "kernels.inc"
#pragma clang attribute pop
#endif
