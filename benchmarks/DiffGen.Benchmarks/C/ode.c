/* A chain of differential equations by Runge and Kutta's method; the gradient goes through the components once a step, forward and back. */
#include <stdlib.h>
#include <string.h>

static void slope(int n, const double *restrict x, const double *restrict y, double *restrict k)
{
    k[0] = x[0];
    for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1];
}

static void move(int n, const double *restrict y, double h, const double *restrict k, double *restrict moved)
{
    for (int i = 0; i < n; i++) moved[i] = y[i] + h * k[i];
}

double ode_last(int n, int steps, const double *x)
{
    double h = 2.0 / steps, *y = calloc((size_t)(6 * n), sizeof(double)), *moved = y + n, *k1 = moved + n, *k2 = k1 + n, *k3 = k2 + n, *k4 = k3 + n;
    for (int s = 0; s < steps; s++)
    {
        slope(n, x, y, k1);
        move(n, y, h / 2, k1, moved);
        slope(n, x, moved, k2);
        move(n, y, h / 2, k2, moved);
        slope(n, x, moved, k3);
        move(n, y, h, k3, moved);
        slope(n, x, moved, k4);
        for (int i = 0; i < n; i++) y[i] += h * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
    }
    double last = y[n - 1];
    free(y);
    return last;
}

static void step(int n, const double *restrict x, double *restrict y, double *restrict stages, double h)
{
    double z1 = 1, z2 = 1, z3 = 1, z4 = 1;
    for (int i = 0; i < n; i++)
    {
        double k1 = x[i] * z1, k2 = x[i] * z2, k3 = x[i] * z3, k4 = x[i] * z4;
        z1 = y[i];
        z2 = y[i] + h / 2 * k1;
        z3 = y[i] + h / 2 * k2;
        z4 = y[i] + h * k3;
        stages[4 * i] = z1;
        stages[4 * i + 1] = z2;
        stages[4 * i + 2] = z3;
        stages[4 * i + 3] = z4;
        y[i] += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6;
    }
}

static void step_back(int n, const double *restrict x, double *restrict dy, const double *restrict stages, double *restrict g, double h)
{
    double dz1 = 0, dz2 = 0, dz3 = 0, dz4 = 0;
    for (int i = n - 1; i > 0; i--)
    {
        const double *z = stages + 4 * (i - 1);
        double d1 = h / 6 * dy[i] + h / 2 * dz2, d2 = h / 3 * dy[i] + h / 2 * dz3, d3 = h / 3 * dy[i] + h * dz4, d4 = h / 6 * dy[i];
        dy[i] += dz1 + dz2 + dz3 + dz4;
        g[i] += d1 * z[0] + d2 * z[1] + d3 * z[2] + d4 * z[3];
        dz1 = x[i] * d1;
        dz2 = x[i] * d2;
        dz3 = x[i] * d3;
        dz4 = x[i] * d4;
    }
    g[0] += h * dy[0] + h / 2 * (dz2 + dz3) + h * dz4;
    dy[0] += dz1 + dz2 + dz3 + dz4;
}

/* stages: 4 n steps numbers. */
double ode_gradient(int n, int steps, const double *x, double *stages, double *g)
{
    double h = 2.0 / steps, *y = calloc((size_t)(2 * n), sizeof(double)), *dy = y + n;
    for (int s = 0; s < steps; s++) step(n, x, y, stages + 4 * (size_t)n * s, h);
    memset(g, 0, (size_t)n * sizeof(double));
    dy[n - 1] = 1;
    for (int s = steps - 1; s >= 0; s--) step_back(n, x, dy, stages + 4 * (size_t)n * s, g, h);
    double last = y[n - 1];
    free(y);
    return last;
}
