namespace DiffGen.Tests.Corpus;

internal delegate double ScalarGradient(double x, out double dX);
