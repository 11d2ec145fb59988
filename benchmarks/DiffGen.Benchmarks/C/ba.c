/* Bundle adjustment: errors, and the Jacobian in compressed rows, each observation once forward, then back from each of its two errors. */
#include <math.h>

enum { camera_columns = 11, point_columns = 3, columns = 15 };

void ba_objective(
    int cameras, int points, int observations, const double *camera_data, const double *point_data, const double *weights, const double *features,
    double *errors, double *weight_errors)
{
    for (int i = 0; i < observations; i++)
    {
        const double *camera = camera_data + i % cameras * camera_columns, *point = point_data + i % points * point_columns;
        double x = point[0] - camera[3], y = point[1] - camera[4], z = point[2] - camera[5];
        double a = camera[0], b = camera[1], c = camera[2], squared = a * a + b * b + c * c, p, q, r;
        if (squared == 0)
        {
            p = x + b * z - c * y;
            q = y + c * x - a * z;
            r = z + a * y - b * x;
        }
        else
        {
            double angle = sqrt(squared), cosine = cos(angle), sine = sin(angle), inverse = 1 / angle;
            a *= inverse;
            b *= inverse;
            c *= inverse;
            double along = (a * x + b * y + c * z) * (1 - cosine);
            p = x * cosine + (b * z - c * y) * sine + a * along;
            q = y * cosine + (c * x - a * z) * sine + b * along;
            r = z * cosine + (a * y - b * x) * sine + c * along;
        }
        double u = p / r, v = q / r, radius = u * u + v * v, distortion = 1 + camera[9] * radius + camera[10] * radius * radius;
        errors[2 * i] = weights[i] * (u * distortion * camera[6] + camera[7] - features[2 * i]);
        errors[2 * i + 1] = weights[i] * (v * distortion * camera[6] + camera[8] - features[2 * i + 1]);
        weight_errors[i] = 1 - weights[i] * weights[i];
    }
}

/* Rodrigues' formula, and what its derivative needs of it. */
typedef struct { double x, y, z, a, b, c, turned_x, turned_y, turned_z, cosine, sine, inverse, along; int is_turned; } turn;

static turn turned(double a, double b, double c, double x, double y, double z)
{
    double squared = a * a + b * b + c * c;
    if (squared == 0)
        return (turn) { .x = x, .y = y, .z = z, .a = a, .b = b, .c = c, .turned_x = x + b * z - c * y, .turned_y = y + c * x - a * z, .turned_z = z + a * y - b * x };
    double angle = sqrt(squared), cosine = cos(angle), sine = sin(angle), inverse = 1 / angle;
    a *= inverse;
    b *= inverse;
    c *= inverse;
    double along = a * x + b * y + c * z, rest = along * (1 - cosine);
    return (turn)
    {
        x, y, z, a, b, c, x * cosine + (b * z - c * y) * sine + a * rest, y * cosine + (c * x - a * z) * sine + b * rest,
        z * cosine + (a * y - b * x) * sine + c * rest, cosine, sine, inverse, along, 1,
    };
}

/* Rotation, centre and point of a row, from its derivatives by the turned vector's first two coordinates. */
static inline void back(const turn *t, double *restrict row, double p, double q, double u, double v)
{
    double r = -(p * u + q * v);
    double cross_x = t->b * r - t->c * q, cross_y = t->c * p - t->a * r, cross_z = t->a * q - t->b * p;
    double da = t->y * r - t->z * q, db = t->z * p - t->x * r, dc = t->x * q - t->y * p;
    double dx = p - cross_x, dy = q - cross_y, dz = r - cross_z;
    if (t->is_turned)
    {
        double versine = 1 - t->cosine, share = (t->a * p + t->b * q + t->c * r) * versine, along = t->along * versine;
        dx = p * t->cosine - cross_x * t->sine + t->a * share;
        dy = q * t->cosine - cross_y * t->sine + t->b * share;
        dz = r * t->cosine - cross_z * t->sine + t->c * share;
        double d_angle = -(cross_x * t->turned_x + cross_y * t->turned_y + cross_z * t->turned_z);
        da = da * t->sine + along * p + share * t->x;
        db = db * t->sine + along * q + share * t->y;
        dc = dc * t->sine + along * r + share * t->z;
        double radial = d_angle - (t->a * da + t->b * db + t->c * dc) * t->inverse;
        da = da * t->inverse + t->a * radial;
        db = db * t->inverse + t->b * radial;
        dc = dc * t->inverse + t->c * radial;
    }
    row[0] = da;
    row[1] = db;
    row[2] = dc;
    row[3] = -dx;
    row[4] = -dy;
    row[5] = -dz;
    row[11] = dx;
    row[12] = dy;
    row[13] = dz;
}

void ba_jacobian(
    int cameras, int points, int observations, const double *camera_data, const double *point_data, const double *weights, const double *features,
    double *errors, double *values)
{
    for (int i = 0; i < observations; i++)
    {
        const double *camera = camera_data + i % cameras * camera_columns, *point = point_data + i % points * point_columns;
        turn t = turned(camera[0], camera[1], camera[2], point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]);
        double weight = weights[i], inverse = 1 / t.turned_z, u = t.turned_x / t.turned_z, v = t.turned_y / t.turned_z, radius = u * u + v * v;
        double distortion = 1 + camera[9] * radius + camera[10] * radius * radius, focal = camera[6];
        double left = u * distortion * focal + camera[7] - features[2 * i], right = v * distortion * focal + camera[8] - features[2 * i + 1];
        errors[2 * i] = weight * left;
        errors[2 * i + 1] = weight * right;

        double scale = weight * focal, slope = scale * 2 * (camera[9] + 2 * camera[10] * radius), direct = scale * distortion, mixed = slope * u * v;
        double *row = values + 2 * columns * i;
        back(&t, row, (direct + slope * u * u) * inverse, mixed * inverse, u, v);
        row[6] = weight * (u * distortion);
        row[7] = weight;
        row[8] = 0;
        row[9] = scale * u * radius;
        row[10] = scale * u * radius * radius;
        row[14] = left;
        row += columns;
        back(&t, row, mixed * inverse, (direct + slope * v * v) * inverse, u, v);
        row[6] = weight * (v * distortion);
        row[7] = 0;
        row[8] = weight;
        row[9] = scale * v * radius;
        row[10] = scale * v * radius * radius;
        row[14] = right;
        values[2 * columns * observations + i] = -2 * weight;
    }
}

/* The structure of the matrix. */
void ba_structure(int cameras, int points, int observations, int *row_starts, int *column_indices)
{
    int point_start = camera_columns * cameras, weight_start = point_start + point_columns * points, next = 0;
    for (int i = 0; i < observations; i++)
    {
        int camera = i % cameras * camera_columns, point = point_start + i % points * point_columns;
        for (int row = 0; row < 2; row++)
        {
            row_starts[2 * i + row] = next;
            for (int j = 0; j < camera_columns; j++) column_indices[next++] = camera + j;
            for (int j = 0; j < point_columns; j++) column_indices[next++] = point + j;
            column_indices[next++] = weight_start + i;
        }
    }
    for (int i = 0; i < observations; i++)
    {
        row_starts[2 * observations + i] = next;
        column_indices[next++] = weight_start + i;
    }
    row_starts[3 * observations] = next;
}
