namespace DiffGen.Tests.Corpus;

internal delegate double ArrayGradient(double[] a, double x, double[] dA, out double dX);
