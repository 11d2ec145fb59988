namespace DiffGen.Tests.Corpus;

internal delegate double PairGradient(double x, double y, out double dX, out double dY);
