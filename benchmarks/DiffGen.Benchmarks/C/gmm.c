/* The log posterior of a Gaussian mixture and its gradient: per point forward through all components, then back through them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

static double log_sum_exp(int n, const double *values)
{
    double largest = values[0], sum = 0;
    for (int i = 1; i < n; i++) largest = values[i] > largest ? values[i] : largest;
    for (int i = 0; i < n; i++) sum += exp(values[i] - largest);
    return largest + log(sum);
}

/* Also the shares of the exponentials; shares may be values. */
static double log_sum_exp_shares(int n, const double *values, double *shares)
{
    double largest = values[0], sum = 0;
    for (int i = 1; i < n; i++) largest = values[i] > largest ? values[i] : largest;
    for (int i = 0; i < n; i++)
    {
        shares[i] = exp(values[i] - largest);
        sum += shares[i];
    }
    for (int i = 0; i < n; i++) shares[i] *= 1 / sum;
    return largest + log(sum);
}

static double prior_constant(int d, double gamma, int m)
{
    int degrees = d + m + 1;
    double log_gamma = 0.25 * d * (d - 1) * log(pi);
    for (int j = 1; j <= d; j++) log_gamma += lgamma(0.5 * (degrees + 1 - j));
    return degrees * d * (log(gamma) - 0.5 * log(2)) - log_gamma;
}

static void prepare(int d, int k, const double *alpha, const double *q, double *diagonals, double *offsets)
{
    for (int c = 0; c < k; c++)
    {
        double logs = 0;
        for (int j = c * d; j < (c + 1) * d; j++)
        {
            diagonals[j] = exp(q[j]);
            logs += q[j];
        }
        offsets[c] = alpha[c] + logs;
    }
}

/* |y|^2 of y = Q (x - mu). */
static double squares(
    int d, const double *restrict point, const double *restrict mean, const double *restrict lower, const double *restrict diagonal,
    double *restrict centred, double *restrict y)
{
    for (int j = 0; j < d; j++)
    {
        centred[j] = point[j] - mean[j];
        y[j] = diagonal[j] * centred[j];
    }
    for (int column = 0; column < d; column++)
    {
        for (int row = column + 1; row < d; row++) y[row] += *lower++ * centred[column];
    }
    double sum = 0;
    for (int j = 0; j < d; j++) sum += y[j] * y[j];
    return sum;
}

double gmm_objective(
    int d, int k, int n, const double *alpha, const double *mu, const double *q, const double *l, const double *x, double gamma, int m)
{
    int below = d * (d - 1) / 2;
    double *diagonals = malloc((size_t)(k * d + 2 * k + 2 * d) * sizeof(double));
    double *offsets = diagonals + k * d, *terms = offsets + k, *centred = terms + k, *y = centred + d;
    prepare(d, k, alpha, q, diagonals, offsets);
    double sum = 0, prior = 0;
    for (int i = 0; i < n; i++)
    {
        for (int c = 0; c < k; c++)
            terms[c] = offsets[c] - 0.5 * squares(d, x + i * d, mu + c * d, l + c * below, diagonals + c * d, centred, y);
        sum += log_sum_exp(k, terms);
    }
    for (int c = 0; c < k; c++)
    {
        double frobenius = 0, logs = 0;
        for (int j = c * d; j < (c + 1) * d; j++)
        {
            frobenius += diagonals[j] * diagonals[j];
            logs += q[j];
        }
        for (int j = c * below; j < (c + 1) * below; j++) frobenius += l[j] * l[j];
        prior += 0.5 * gamma * gamma * frobenius - m * logs;
    }
    free(diagonals);
    return -0.5 * n * d * log(2 * pi) + sum - n * log_sum_exp(k, alpha) + k * prior_constant(d, gamma, m) - prior;
}

/* The way back: d/dy = -w y, d/dL = d/dy (x - mu)^T below the diagonal, d/dmu = -Q^T d/dy. */
static void add_component(
    int d, double weight, const double *restrict diagonal, const double *restrict centred, double *restrict y, const double *restrict lower,
    double *restrict d_diagonal, double *restrict d_mean, double *restrict d_lower)
{
    for (int j = 0; j < d; j++) y[j] *= -weight;
    for (int column = 0; column < d; column++)
    {
        double factor = centred[column], d_factor = 0;
        for (int row = column + 1; row < d; row++)
        {
            *d_lower++ += y[row] * factor;
            d_factor += y[row] * *lower++;
        }
        d_diagonal[column] += y[column] * factor;
        d_mean[column] -= d_factor + y[column] * diagonal[column];
    }
}

double gmm_gradient(
    int d, int k, int n, const double *alpha, const double *mu, const double *q, const double *l, const double *x, double gamma, int m,
    double *d_alpha, double *d_mu, double *d_q, double *d_l)
{
    int below = d * (d - 1) / 2;
    double *diagonals = malloc((size_t)(4 * k * d + 3 * k) * sizeof(double));
    double *d_diagonals = diagonals + k * d, *centred = d_diagonals + k * d, *y = centred + k * d;
    double *offsets = y + k * d, *d_offsets = offsets + k, *terms = d_offsets + k;
    memset(d_mu, 0, (size_t)(k * d) * sizeof(double));
    memset(d_l, 0, (size_t)(k * below) * sizeof(double));
    memset(d_diagonals, 0, (size_t)(k * d) * sizeof(double));
    memset(d_offsets, 0, (size_t)k * sizeof(double));
    prepare(d, k, alpha, q, diagonals, offsets);
    double sum = 0, prior = 0;
    for (int i = 0; i < n; i++)
    {
        for (int c = 0; c < k; c++)
            terms[c] = offsets[c] - 0.5 * squares(d, x + i * d, mu + c * d, l + c * below, diagonals + c * d, centred + c * d, y + c * d);
        sum += log_sum_exp_shares(k, terms, terms);
        for (int c = 0; c < k; c++)
        {
            d_offsets[c] += terms[c];
            add_component(
                d, terms[c], diagonals + c * d, centred + c * d, y + c * d, l + c * below, d_diagonals + c * d, d_mu + c * d, d_l + c * below);
        }
    }
    double value = -0.5 * n * d * log(2 * pi) + sum - n * log_sum_exp_shares(k, alpha, d_alpha) + k * prior_constant(d, gamma, m);
    for (int c = 0; c < k; c++)
    {
        double frobenius = 0, logs = 0;
        d_alpha[c] = d_offsets[c] - n * d_alpha[c];
        for (int j = c * d; j < (c + 1) * d; j++)
        {
            frobenius += diagonals[j] * diagonals[j];
            logs += q[j];
            d_q[j] = d_offsets[c] + m + (d_diagonals[j] - gamma * gamma * diagonals[j]) * diagonals[j];
        }
        for (int j = c * below; j < (c + 1) * below; j++)
        {
            frobenius += l[j] * l[j];
            d_l[j] -= gamma * gamma * l[j];
        }
        prior += 0.5 * gamma * gamma * frobenius - m * logs;
    }
    free(diagonals);
    return value - prior;
}
