using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>The names of generated methods and of the parameters they add (the contract: prefix and upper-cased name).</summary>
internal static class DerivativeNames
{
    public const string Gradient = "Gradient";
    public const string Pullback = "Pullback";
    public const string Batch = "Batch";
    public const string Jvp = "Jvp";
    public const string Jacobian = "Jacobian";
    public const string Hessian = "Hessian";
    public const string Hvp = "Hvp";
    public const string SparseJacobian = "SparseJacobian";
    public const string SparseHessian = "SparseHessian";

    /// <summary><c>dX</c> for <c>x</c>: @ dropped, first character upper-cased, nothing else changed.</summary>
    public static string Prefixed(string prefix, string name)
    {
        string bare = name.TrimStart('@');
        // Half-typed code has parameters without a name.
        return bare.Length == 0 ? prefix : prefix + char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }

    /// <summary>The name, or with the smallest number from 2 that frees it.</summary>
    public static string Free(string name, ISet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++) free = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }

    /// <summary>The methods that a request generates.</summary>
    public static IEnumerable<string> All(MethodSignature signature, DerivativeRequest request)
    {
        bool isBatch = signature.Parameters.Any(parameter => parameter.IsBatch);
        bool gradient = (request.Forms & DerivativeForms.Gradient) != 0, pullback = (request.Forms & DerivativeForms.Pullback) != 0;
        if (gradient) yield return signature.Name + Gradient;
        if (pullback) yield return signature.Name + Pullback;
        if ((request.Forms & DerivativeForms.Jvp) != 0) yield return signature.Name + Jvp;
        if ((request.Forms & DerivativeForms.Jacobian) != 0) yield return signature.Name + Jacobian;
        if ((request.Forms & DerivativeForms.Hessian) != 0) yield return signature.Name + Hessian;
        if ((request.Forms & DerivativeForms.Hvp) != 0) yield return signature.Name + Hvp;
        if ((request.Forms & DerivativeForms.SparseJacobian) != 0) yield return signature.Name + SparseJacobian;
        if ((request.Forms & DerivativeForms.SparseHessian) != 0) yield return signature.Name + SparseHessian;
        if (isBatch) yield return signature.Name + Batch;
        if (isBatch && gradient) yield return signature.Name + Batch + Gradient;
        if (isBatch && pullback) yield return signature.Name + Batch + Pullback;
    }

    /// <summary>The property that says where a sparse derivative has elements.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="form">SparseJacobian or SparseHessian.</param>
    public static string Pattern(string method, string form) => $"{method}{form.Substring("Sparse".Length)}Pattern";

    /// <summary>The types of a generated method's parameters.</summary>
    public static IEnumerable<string> ParameterTypes(MethodSignature signature, string name)
        => GeneratedSignature.Of(signature, name.Substring(signature.Name.Length)).Select(parameter => parameter.Type);
}
