/* How far a polynomial is from the sign function on -1 .. 1, and its gradient: per point the powers once, for the value and the way back. */
#include <stdlib.h>
#include <string.h>

static int sign(double x) { return (x > 0) - (x < 0); }

double llsq_loss(int m, int n, const double *x)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
    {
        double t = -1 + i * 2.0 / (n - 1), power = 1, value = 0;
        for (int j = 0; j < m; j++)
        {
            value += x[j] * power;
            power *= t;
        }
        double error = sign(t) - value;
        sum += error * error;
    }
    return 0.5 * sum;
}

double llsq_gradient(int m, int n, const double *restrict x, double *restrict g)
{
    double *restrict powers = malloc((size_t)m * sizeof(double)), sum = 0;
    memset(g, 0, (size_t)m * sizeof(double));
    for (int i = 0; i < n; i++)
    {
        double t = -1 + i * 2.0 / (n - 1), power = 1, value = 0;
        for (int j = 0; j < m; j++)
        {
            value += x[j] * power;
            powers[j] = power;
            power *= t;
        }
        double error = sign(t) - value;
        sum += error * error;
        for (int j = 0; j < m; j++) g[j] -= error * powers[j];
    }
    free(powers);
    return 0.5 * sum;
}
