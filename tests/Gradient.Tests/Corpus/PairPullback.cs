namespace DiffGen.Tests.Corpus;

internal delegate double PairPullback(double x, double y, double seed, ref double dX, ref double dY);
