// Trains a small network on handwritten digits, from several seeds, and tests it on a fifth of them that it hasn't seen.
using DiffGen.Data;
using DiffGen.Metrics;
using DiffGen.Numerics;
using DiffGen.Optimizers;
using DiffGen.Samples.Digits;
using DiffGen.Training;

const int Epochs = 60;
const int BatchSize = 32;
ulong[] seeds = [1, 2, 3];

NumericTable table = NumericTable.Read(Path.Combine(AppContext.BaseDirectory, "data", "digits_8x8.csv.gz"));
var digits = new Dataset<double, int>(
    features: table.Select(..64, value => value / 16),
    labels: table.Select(64.., value => (int)value));
Console.WriteLine($"{digits.Count} digits of {digits.FeatureCount} pixels");

var accuracies = new List<double>();
foreach (ulong seed in seeds)
{
    bool verbose = seed == seeds[0];
    (Dataset<double, int> train, Dataset<double, int> test) = digits.Split(testFraction: 0.2, seed);
    var model = new DigitsModel(new Xoshiro256StarStar(seed));
    var trainer = new Trainer<double, int>(
        model,
        new Adam<double> { LearningRate = 0.005 },
        new BatchLoader<double, int>(train, BatchSize, seed),
        model.LossBatchGradient)
    {
        Epochs = Epochs,
        EpochCompleted = verbose ? Print : null,
    };

    TrainingResult result = trainer.Run();
    ConfusionMatrix scores = Evaluate(model, test);
    accuracies.Add(scores.Accuracy);
    if (verbose)
        Console.WriteLine($"\n{scores}\n");
    Console.WriteLine(
        $"seed {seed}: {result.Reason}, test accuracy {scores.Accuracy:P2} of {scores.Total}, {result.Elapsed.TotalSeconds:F2} s");
}

Console.WriteLine($"mean test accuracy {accuracies.Average():P2}");

static void Print(EpochReport report)
    => Console.WriteLine($"epoch {report.Epoch,2}/{report.Epochs}  loss {report.MeanLoss:F5}  {report.Elapsed.TotalSeconds:F2} s");

static ConfusionMatrix Evaluate(DigitsModel model, Dataset<double, int> data)
{
    var scores = new ConfusionMatrix(classes: 10);
    for (int i = 0; i < data.Count; i++)
        scores.Add(data.Labels[i], model.Predict(data.Sample(i)));
    return scores;
}
