#define KERNEL_TABLE heed_portable_kernels
#define KERNEL_NAME "portable"
// Four lanes and six rows fit the registers of SSE and of NEON.
#define LANES 4
#define ZIP_LOW 0, 4, 1, 5
#define ZIP_HIGH 2, 6, 3, 7
#define PANEL_VECTORS 2
#define TILE_ROWS 6
#include "kernels.inc"

float heed_exp(float x) { return exponential((vector)(x))[0]; }
float heed_fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
