namespace DiffGen.Tests.Corpus;

internal delegate double ScalarPullback(double x, double seed, ref double dX);
