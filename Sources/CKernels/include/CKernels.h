#pragma once

#include <stdbool.h>
#include <stdint.h>

// The numeric kernels. Every output is reduced by one accumulator in ascending order, with one
// rounding per fused multiply-add, so AVX-512, AVX2 and the portable build give the same bits and
// a derivation can repeat each of them one number at a time.
//
// All matrices are row-major float32; a `stride` is the distance between rows, in elements.

// Memory

/// A buffer of at least `count` floats, aligned to 64 bytes, from a pool: a fresh mapping for every
/// traced value would cost more than the arithmetic. Only the largest are given back to the system.
float *heed_buffer_take(int64_t count);
/// Returns a buffer of `heed_buffer_take(count)` to the pool.
void heed_buffer_return(float *buffer, int64_t count);

// Matrix products

/// c[m,n] = bias[n] + sum over k of a[m,k] * b[k,n], ascending k.
/// a is read at a[i * a_row + k * a_column], so a transposed operand needs no copy.
/// `bias` may be NULL: then the sum starts at 0. With `transpose_b`, b is stored [n,k].
void heed_matmul(float *c, int64_t c_stride, const float *a, int64_t a_row, int64_t a_column,
                 const float *b, int64_t b_stride, bool transpose_b, const float *bias, int64_t m,
                 int64_t n, int64_t k);

// Element by element

void heed_add(float *out, const float *a, const float *b, int64_t n);
void heed_multiply(float *out, const float *a, const float *b, int64_t n);
void heed_scale(float *out, const float *a, float factor, int64_t n);
void heed_relu(float *out, const float *a, int64_t n);
/// out = upstream where a > 0, else 0.
void heed_relu_gradient(float *out, const float *a, const float *upstream, int64_t n);
/// Puts rows that lie `stride` apart next to each other.
void heed_copy_rows(float *out, const float *a, int64_t stride, int64_t rows, int64_t n);
/// x times the share of the normal distribution below x, exactly (by the error function).
void heed_gelu(float *out, const float *a, int64_t n);
void heed_gelu_gradient(float *out, const float *a, const float *upstream, int64_t n);
/// The same by a hyperbolic tangent that comes close.
void heed_gelu_tanh(float *out, const float *a, int64_t n);
void heed_gelu_tanh_gradient(float *out, const float *a, const float *upstream, int64_t n);
/// x / (1 + e^-x).
void heed_silu(float *out, const float *a, int64_t n);
void heed_silu_gradient(float *out, const float *a, const float *upstream, int64_t n);
/// The hyperbolic tangent.
void heed_tangent(float *out, const float *a, int64_t n);
void heed_tangent_gradient(float *out, const float *a, const float *upstream, int64_t n);
/// into += a.
void heed_accumulate(float *into, const float *a, int64_t n);

// Rows: each of `rows` rows has n elements, without gaps

void heed_softmax(float *out, const float *a, int64_t rows, int64_t n);
/// out = y * (upstream - sum(y * upstream)), with y the softmax itself.
void heed_softmax_gradient(float *out, const float *y, const float *upstream, int64_t rows,
                           int64_t n);
void heed_mean(float *out, const float *a, int64_t rows, int64_t n);
/// The mean of the squared distances from `mean`: divided by n, not by n - 1.
void heed_variance(float *out, const float *a, const float *mean, int64_t rows, int64_t n);
/// out = (a - mean) / sqrt(variance + epsilon).
void heed_normalise(float *out, const float *a, const float *mean, const float *variance,
                    float epsilon, int64_t rows, int64_t n);
/// The gradients of heed_normalise with respect to a, mean and variance.
void heed_normalise_gradient_input(float *out, const float *upstream, const float *variance,
                                   float epsilon, int64_t rows, int64_t n);
void heed_normalise_gradient_mean(float *out, const float *upstream, const float *variance,
                                  float epsilon, int64_t rows, int64_t n);
void heed_normalise_gradient_variance(float *out, const float *upstream, const float *a,
                                      const float *mean, const float *variance, float epsilon,
                                      int64_t rows, int64_t n);
/// out[row, i] = upstream[row] / n.
void heed_mean_gradient(float *out, const float *upstream, int64_t rows, int64_t n);
/// out[row, i] = upstream[row] * 2 * (a[row, i] - mean[row]) / n.
void heed_variance_gradient(float *out, const float *upstream, const float *a, const float *mean,
                            int64_t rows, int64_t n);
/// out = a * gamma + beta, rounded once.
void heed_affine(float *out, const float *a, const float *gamma, const float *beta, int64_t rows,
                 int64_t n);
/// out[i] = sum over rows of a[row, i], ascending rows.
void heed_column_sums(float *out, const float *a, int64_t rows, int64_t n);
/// out[i] = sum over rows of a[row, i] * b[row, i], ascending rows, fused.
void heed_column_products(float *out, const float *a, const float *b, int64_t rows, int64_t n);

// Pictures: matrices of which only a part, or a summary, is shown

/// What the numbers of a matrix reach: out[0] and out[1] are the lowest and the highest finite one,
/// infinity and minus infinity where there is none; out[2...4] are 1 where minus infinity, infinity
/// and what is not a number occur, else 0, and out[5] where a finite one is not whole. `stride` lies between rows.
void heed_extremes(float *out, const float *a, int64_t stride, int64_t rows, int64_t n);
/// One number for each block of `high` x `wide` numbers, or what is left of one at the edges: the
/// largest, or the mean. Where a number is none, the block's is none. `stride` lies between the rows of
/// a; those of out have no gaps.
void heed_pool(float *out, const float *a, int64_t stride, int64_t rows, int64_t n, int64_t high,
               int64_t wide, bool largest);

// Losses and optimisers

/// out[row] = -sum over i of q[i] * log softmax(logits)[i], with q = smoothing / n everywhere and
/// 1 - smoothing more at the target.
void heed_cross_entropy(float *out, const float *logits, const float *targets, float smoothing,
                        int64_t rows, int64_t n);
/// out = (softmax(logits) - q) * upstream[row].
void heed_cross_entropy_gradient(float *out, const float *logits, const float *targets,
                                 const float *upstream, float smoothing, int64_t rows, int64_t n);
/// The sum of squares, in double precision, ascending.
double heed_sum_of_squares(const float *a, int64_t n);
/// One step of Adam (Kingma and Ba 2015, algorithm 1) with the corrections folded into `rate` and
/// `epsilon`: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g g; p -= rate * m / (sqrt(v) + epsilon).
void heed_adam(float *parameter, float *first, float *second, const float *gradient,
               float gradient_scale, float rate, float beta1, float beta2, float epsilon,
               int64_t n);

// One number, for derivations: the same bits as the vector code

float heed_exp(float x);
/// a * b + c, rounded once.
float heed_fma(float a, float b, float c);

/// "avx512", "avx2" or "portable": what the processor got.
const char *heed_kernels_name(void);
/// Chooses a build by name, for tests; false if there is none of that name. The processor must have it.
bool heed_kernels_use(const char *name);

/// How many threads may share one op; the processor's cores unless something else was chosen. The
/// bits do not depend on it.
int64_t heed_threads(void);
/// Chooses the number of threads, for tests and measurements; 0 for the processor's cores.
void heed_threads_use(int64_t count);
