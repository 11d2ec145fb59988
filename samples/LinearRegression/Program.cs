// Fits a line by gradient descent, to generated data and to the fuel consumption of cars, and compares it with the closed form.
using DiffGen.Data;
using DiffGen.Numerics;
using DiffGen.Optimizers;
using DiffGen.Samples.LinearRegression;
using DiffGen.Training;

var random = new Xoshiro256StarStar(seed: 1);
double[] x = [.. Enumerable.Range(0, 200).Select(_ => 10 * random.NextDouble())];
double[] y = [.. x.Select(value => 3 * value - 2 + random.NextNormal())];

NumericTable cars = NumericTable.Read(
    Path.Combine(AppContext.BaseDirectory, "data", "mtcars.csv"),
    new TableFormat { Header = true, Columns = ["wt", "mpg"] });

bool agrees = Fit("generated: y = 3 x - 2 + noise", x, y);
agrees &= Fit("mtcars: mpg on weight (1000 lb)", cars.Column("wt"), cars.Column("mpg"));
return agrees ? 0 : 1;

static bool Fit(string name, double[] x, double[] y)
{
    // The feature is standardised, z = (x - mean) / deviation: gradient descent then converges at one rate in all directions.
    double mean = x.Average();
    double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
    var data = new Dataset<double, double>([.. x.Select(value => (value - mean) / deviation)], y);

    Console.WriteLine($"\n{name}\nepoch      weight        bias        loss");
    var model = new LineModel();
    var trainer = new Trainer<double, double>(
        model,
        new Sgd<double> { LearningRate = 0.02 },
        new BatchLoader<double, double>(data, batchSize: data.Count),
        model.LossBatchGradient)
    {
        Epochs = 800,
        EpochCompleted = report =>
        {
            if (report.Epoch % 100 == 0)
                Console.WriteLine($"{report.Epoch,5}  {Fitted().Weight,10:F6}  {Fitted().Bias,10:F6}  {report.MeanLoss,10:F6}");
        },
    };
    trainer.Run();

    Line exact = Line.LeastSquares(x, y);
    double difference = Math.Max(Math.Abs(Fitted().Weight - exact.Weight), Math.Abs(Fitted().Bias - exact.Bias));
    Console.WriteLine($"exact  {exact.Weight,10:F6}  {exact.Bias,10:F6}   difference {difference:E1}");
    return difference <= 1e-6;

    // Back to the units of the data.
    Line Fitted() => new(model.Weight / deviation, model.Bias - model.Weight * mean / deviation);
}
