/* The logarithm of a sum of exponentials, and its gradient: the exponentials' shares of their sum. */
#include <math.h>

double lse(int n, const double *x)
{
    double largest = x[0], sum = 0;
    for (int i = 1; i < n; i++) largest = x[i] > largest ? x[i] : largest;
    for (int i = 0; i < n; i++) sum += exp(x[i] - largest);
    return largest + log(sum);
}

double lse_gradient(int n, const double *restrict x, double *restrict g)
{
    double largest = x[0], sum = 0;
    for (int i = 1; i < n; i++) largest = x[i] > largest ? x[i] : largest;
    for (int i = 0; i < n; i++)
    {
        g[i] = exp(x[i] - largest);
        sum += g[i];
    }
    double inverse = 1 / sum;
    for (int i = 0; i < n; i++) g[i] *= inverse;
    return largest + log(sum);
}
