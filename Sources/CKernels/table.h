#pragma once

#include "CKernels.h"

// One build of kernels.inc for each kind of processor, chosen at run time.

#define HEED_KERNELS(X)                                                                            \
  X(void, matmul,                                                                                  \
    (float *c, int64_t c_stride, const float *a, int64_t a_row, int64_t a_column, const float *b,  \
     int64_t b_stride, bool transpose_b, const float *bias, int64_t m, int64_t n, int64_t k),      \
    (c, c_stride, a, a_row, a_column, b, b_stride, transpose_b, bias, m, n, k))                    \
  X(void, add, (float *out, const float *a, const float *b, int64_t n), (out, a, b, n))            \
  X(void, multiply, (float *out, const float *a, const float *b, int64_t n), (out, a, b, n))       \
  X(void, scale, (float *out, const float *a, float factor, int64_t n), (out, a, factor, n))       \
  X(void, relu, (float *out, const float *a, int64_t n), (out, a, n))                              \
  X(void, relu_gradient, (float *out, const float *a, const float *upstream, int64_t n),           \
    (out, a, upstream, n))                                                                         \
  X(void, copy_rows, (float *out, const float *a, int64_t stride, int64_t rows, int64_t n),        \
    (out, a, stride, rows, n))                                                                     \
  X(void, gelu, (float *out, const float *a, int64_t n), (out, a, n))                               \
  X(void, gelu_gradient, (float *out, const float *a, const float *upstream, int64_t n),            \
    (out, a, upstream, n))                                                                          \
  X(void, gelu_tanh, (float *out, const float *a, int64_t n), (out, a, n))                          \
  X(void, gelu_tanh_gradient, (float *out, const float *a, const float *upstream, int64_t n),       \
    (out, a, upstream, n))                                                                          \
  X(void, silu, (float *out, const float *a, int64_t n), (out, a, n))                               \
  X(void, silu_gradient, (float *out, const float *a, const float *upstream, int64_t n),            \
    (out, a, upstream, n))                                                                          \
  X(void, tangent, (float *out, const float *a, int64_t n), (out, a, n))                            \
  X(void, tangent_gradient, (float *out, const float *a, const float *upstream, int64_t n),         \
    (out, a, upstream, n))                                                                          \
  X(void, accumulate, (float *into, const float *a, int64_t n), (into, a, n))                      \
  X(void, softmax, (float *out, const float *a, int64_t rows, int64_t n), (out, a, rows, n))       \
  X(void, softmax_gradient,                                                                        \
    (float *out, const float *y, const float *upstream, int64_t rows, int64_t n),                  \
    (out, y, upstream, rows, n))                                                                   \
  X(void, mean, (float *out, const float *a, int64_t rows, int64_t n), (out, a, rows, n))          \
  X(void, variance, (float *out, const float *a, const float *mean, int64_t rows, int64_t n),      \
    (out, a, mean, rows, n))                                                                       \
  X(void, normalise,                                                                               \
    (float *out, const float *a, const float *mean, const float *variance, float epsilon,          \
     int64_t rows, int64_t n),                                                                     \
    (out, a, mean, variance, epsilon, rows, n))                                                    \
  X(void, normalise_gradient_input,                                                                \
    (float *out, const float *upstream, const float *variance, float epsilon, int64_t rows,        \
     int64_t n),                                                                                   \
    (out, upstream, variance, epsilon, rows, n))                                                   \
  X(void, normalise_gradient_mean,                                                                 \
    (float *out, const float *upstream, const float *variance, float epsilon, int64_t rows,        \
     int64_t n),                                                                                   \
    (out, upstream, variance, epsilon, rows, n))                                                   \
  X(void, normalise_gradient_variance,                                                             \
    (float *out, const float *upstream, const float *a, const float *mean, const float *variance,  \
     float epsilon, int64_t rows, int64_t n),                                                      \
    (out, upstream, a, mean, variance, epsilon, rows, n))                                          \
  X(void, mean_gradient, (float *out, const float *upstream, int64_t rows, int64_t n),             \
    (out, upstream, rows, n))                                                                      \
  X(void, variance_gradient,                                                                       \
    (float *out, const float *upstream, const float *a, const float *mean, int64_t rows,           \
     int64_t n),                                                                                   \
    (out, upstream, a, mean, rows, n))                                                             \
  X(void, affine,                                                                                  \
    (float *out, const float *a, const float *gamma, const float *beta, int64_t rows, int64_t n),  \
    (out, a, gamma, beta, rows, n))                                                                \
  X(void, column_sums, (float *out, const float *a, int64_t rows, int64_t n), (out, a, rows, n))   \
  X(void, column_products,                                                                         \
    (float *out, const float *a, const float *b, int64_t rows, int64_t n), (out, a, b, rows, n))   \
  X(void, extremes, (float *out, const float *a, int64_t stride, int64_t rows, int64_t n),         \
    (out, a, stride, rows, n))                                                                     \
  X(void, pool,                                                                                    \
    (float *out, const float *a, int64_t stride, int64_t rows, int64_t n, int64_t high,            \
     int64_t wide, bool largest),                                                                  \
    (out, a, stride, rows, n, high, wide, largest))                                                \
  X(void, cross_entropy,                                                                           \
    (float *out, const float *logits, const float *targets, float smoothing, int64_t rows,         \
     int64_t n),                                                                                   \
    (out, logits, targets, smoothing, rows, n))                                                    \
  X(void, cross_entropy_gradient,                                                                  \
    (float *out, const float *logits, const float *targets, const float *upstream,                 \
     float smoothing, int64_t rows, int64_t n),                                                    \
    (out, logits, targets, upstream, smoothing, rows, n))                                          \
  X(void, adam,                                                                                    \
    (float *parameter, float *first, float *second, const float *gradient, float gradient_scale,   \
     float rate, float beta1, float beta2, float epsilon, int64_t n),                              \
    (parameter, first, second, gradient, gradient_scale, rate, beta1, beta2, epsilon, n))

#define HEED_FIELD(type, name, parameters, arguments) type(*name) parameters;
struct heed_kernel_table {
  const char *name;
  HEED_KERNELS(HEED_FIELD)
};
#undef HEED_FIELD

extern const struct heed_kernel_table heed_portable_kernels;
#if defined(__x86_64__)
extern const struct heed_kernel_table heed_avx2_kernels;
extern const struct heed_kernel_table heed_avx512_kernels;
#endif

/// Scratch memory of the calling thread, at least `count` floats, valid until its next call.
float *heed_scratch(int64_t count);
