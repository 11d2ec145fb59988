using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>C# operators → codes.</summary>
internal static class Operators
{
    public static string? Binary(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Codes.Add,
        BinaryOperatorKind.Subtract => Codes.Subtract,
        BinaryOperatorKind.Multiply => Codes.Multiply,
        BinaryOperatorKind.Divide => Codes.Divide,
        BinaryOperatorKind.Remainder => Codes.Remainder,
        BinaryOperatorKind.LeftShift => Codes.ShiftLeft,
        BinaryOperatorKind.RightShift => Codes.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => Codes.UnsignedShiftRight,
        BinaryOperatorKind.And => Codes.And,
        BinaryOperatorKind.Or => Codes.Or,
        BinaryOperatorKind.ExclusiveOr => Codes.Xor,
        BinaryOperatorKind.Equals => Codes.Equal,
        BinaryOperatorKind.NotEquals => Codes.NotEqual,
        BinaryOperatorKind.LessThan => Codes.Less,
        BinaryOperatorKind.LessThanOrEqual => Codes.LessOrEqual,
        BinaryOperatorKind.GreaterThan => Codes.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => Codes.GreaterOrEqual,
        _ => null,
    };
}
