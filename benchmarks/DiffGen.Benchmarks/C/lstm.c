/* The loss of a long short-term memory network with diagonal weights, and its gradient, which keeps the results of the gates. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a unit keeps of a step; it gives on output * squashed. The first row has what was before the first step. */
typedef struct { double state, forget, input, output, change, squashed; } cell;

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

double lstm_loss(int layers, int characters, int b, const double *parameters, const double *extra, const double *start, const double *sequence)
{
    double *hidden = malloc((size_t)(2 * layers * b + b) * sizeof(double)), *state = hidden + layers * b, *signal = state + layers * b, total = 0;
    for (int k = 0; k < layers; k++)
    {
        memcpy(hidden + k * b, start + 2 * k * b, (size_t)b * sizeof(double));
        memcpy(state + k * b, start + (2 * k + 1) * b, (size_t)b * sizeof(double));
    }
    for (int t = 0; t + 1 < characters; t++)
    {
        for (int j = 0; j < b; j++) signal[j] = sequence[t * b + j] * extra[j];
        for (int k = 0; k < layers; k++)
        {
            const double *weights = parameters + 8 * k * b, *biases = weights + 4 * b;
            for (int j = 0; j < b; j++)
            {
                double h = hidden[k * b + j];
                double forget = sigmoid(signal[j] * weights[j] + biases[j]);
                double input = sigmoid(h * weights[b + j] + biases[b + j]);
                double output = sigmoid(signal[j] * weights[2 * b + j] + biases[2 * b + j]);
                double change = tanh(h * weights[3 * b + j] + biases[3 * b + j]);
                double c = state[k * b + j] * forget + input * change;
                state[k * b + j] = c;
                signal[j] = hidden[k * b + j] = output * tanh(c);
            }
        }
        double sum = 2;
        for (int j = 0; j < b; j++)
        {
            signal[j] = signal[j] * extra[b + j] + extra[2 * b + j];
            sum += exp(signal[j]);
        }
        double log_sum = log(sum);
        for (int j = 0; j < b; j++) total += sequence[(t + 1) * b + j] * (signal[j] - log_sum);
    }
    free(hidden);
    return -total / ((characters - 1) * b);
}

static void step(int b, const double *restrict weights, double *restrict signal, const cell *restrict before, cell *restrict after)
{
    const double *biases = weights + 4 * b;
    for (int j = 0; j < b; j++)
    {
        double a = signal[j], h = before[j].output * before[j].squashed;
        double forget = sigmoid(a * weights[j] + biases[j]);
        double input = sigmoid(h * weights[b + j] + biases[b + j]);
        double output = sigmoid(a * weights[2 * b + j] + biases[2 * b + j]);
        double change = tanh(h * weights[3 * b + j] + biases[3 * b + j]);
        double state = before[j].state * forget + input * change;
        after[j] = (cell) { state, forget, input, output, change, tanh(state) };
        signal[j] = output * after[j].squashed;
    }
}

/* The last unit first, so that what was kept is read strictly backwards. */
static void step_back(
    int b, const double *restrict weights, double *restrict d_signal, const cell *inputs, const cell *before, const cell *after,
    double *restrict d_hidden, double *restrict d_state, double *restrict d_weights)
{
    double *d_biases = d_weights + 4 * b;
    for (int j = b - 1; j >= 0; j--)
    {
        cell c = after[j];
        double signal = inputs[j].output * inputs[j].squashed, hidden = before[j].output * before[j].squashed;
        double dh = d_hidden[j] + d_signal[j];
        double dc = d_state[j] + dh * c.output * (1 - c.squashed * c.squashed);
        double d_output = dh * c.squashed * (c.output * (1 - c.output));
        double d_forget = dc * before[j].state * (c.forget * (1 - c.forget));
        double d_input = dc * c.change * (c.input * (1 - c.input));
        double d_change = dc * c.input * (1 - c.change * c.change);
        d_state[j] = dc * c.forget;
        d_weights[j] += d_forget * signal;
        d_biases[j] += d_forget;
        d_weights[b + j] += d_input * hidden;
        d_biases[b + j] += d_input;
        d_weights[2 * b + j] += d_output * signal;
        d_biases[2 * b + j] += d_output;
        d_weights[3 * b + j] += d_change * hidden;
        d_biases[3 * b + j] += d_change;
        d_signal[j] = d_forget * weights[j] + d_output * weights[2 * b + j];
        d_hidden[j] = d_input * weights[b + j] + d_change * weights[3 * b + j];
    }
}

size_t lstm_workspace(int layers, int characters, int b)
{
    return (size_t)(characters * layers + 1) * b * sizeof(cell) / sizeof(double) + (size_t)characters * (b + 1) + (size_t)(2 * layers + 1) * b;
}

double lstm_gradient(
    int layers, int characters, int b, const double *parameters, const double *extra, const double *start, const double *sequence,
    double *workspace, double *d_parameters, double *d_extra)
{
    cell *cells = (cell *)workspace, *inputs = cells + characters * layers * b;
    double *exps = (double *)(inputs + b), *sums = exps + characters * b, *signal = sums + characters, *d_hidden = signal + b, *d_state = d_hidden + layers * b;
    double total = 0;
    for (int k = 0; k < layers; k++)
    {
        for (int j = 0; j < b; j++) cells[k * b + j] = (cell) { .state = start[(2 * k + 1) * b + j], .output = start[2 * k * b + j], .squashed = 1 };
    }
    for (int t = 0; t + 1 < characters; t++)
    {
        for (int j = 0; j < b; j++) signal[j] = sequence[t * b + j] * extra[j];
        for (int k = 0; k < layers; k++) step(b, parameters + 8 * k * b, signal, cells + (t * layers + k) * b, cells + ((t + 1) * layers + k) * b);
        double sum = 2;
        for (int j = 0; j < b; j++)
        {
            signal[j] = signal[j] * extra[b + j] + extra[2 * b + j];
            exps[t * b + j] = exp(signal[j]);
            sum += exps[t * b + j];
        }
        sums[t] = sum;
        double log_sum = log(sum);
        for (int j = 0; j < b; j++) total += sequence[(t + 1) * b + j] * (signal[j] - log_sum);
    }

    memset(d_parameters, 0, (size_t)(8 * layers * b) * sizeof(double));
    memset(d_extra, 0, (size_t)(3 * b) * sizeof(double));
    memset(d_hidden, 0, (size_t)(2 * layers * b) * sizeof(double));
    double scale = -1.0 / ((characters - 1) * b);
    for (int t = characters - 2; t >= 0; t--)
    {
        double ones = 0;
        for (int j = 0; j < b; j++) ones += sequence[(t + 1) * b + j];
        const cell *last = cells + ((t + 2) * layers - 1) * b;
        for (int j = 0; j < b; j++)
        {
            double dy = scale * (sequence[(t + 1) * b + j] - ones / sums[t] * exps[t * b + j]);
            d_extra[b + j] += dy * (last[j].output * last[j].squashed);
            d_extra[2 * b + j] += dy;
            signal[j] = dy * extra[b + j];
            inputs[j].output = sequence[t * b + j];
            inputs[j].squashed = extra[j];
        }
        for (int k = layers - 1; k >= 0; k--)
        {
            const cell *after = cells + ((t + 1) * layers + k) * b;
            step_back(
                b, parameters + 8 * k * b, signal, k == 0 ? inputs : after - b, cells + (t * layers + k) * b, after, d_hidden + k * b, d_state + k * b,
                d_parameters + 8 * k * b);
        }
        for (int j = 0; j < b; j++) d_extra[j] += signal[j] * sequence[t * b + j];
    }
    return -total / ((characters - 1) * b);
}
