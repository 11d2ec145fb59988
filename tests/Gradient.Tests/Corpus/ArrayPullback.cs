namespace DiffGen.Tests.Corpus;

internal delegate double ArrayPullback(double[] a, double x, double seed, double[] dA, ref double dX);
