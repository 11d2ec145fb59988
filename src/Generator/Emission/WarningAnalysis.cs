using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Emission;

/// <summary>Finds unreachable statements and <c>|</c> of sign-extended operands, of which the compiler warns.</summary>
internal static class WarningAnalysis
{
    public static void Visit(Function function, ISet<string> warnings) => Visit(function, function.Body, [], warnings);

    private static void Visit(Function function, Region region, HashSet<Value> constants, ISet<string> warnings)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case ConstantOp constant:
                    constants.Add(constant.Result);
                    break;
                case ScalarOp scalar when scalar.Arguments.All(constants.Contains):
                    constants.Add(scalar.Result);
                    break;
                case ScalarOp { Arguments.Count: 2 } scalar when Codes.IsComparison(scalar.Code) && scalar.Arguments[0] == scalar.Arguments[1]:
                    constants.Add(scalar.Result);
                    break;
                case ScalarOp { Code: Codes.Or } scalar when function.TypeOf(scalar.Result).Kind is ScalarKind.Int64 or ScalarKind.UInt64:
                    warnings.Add("CS0675");
                    break;
                case IfOp branch when constants.Contains(branch.Condition):
                case WhileOp loop when loop.Condition.Yields.Count > 0 && EndsInConstant(loop.Condition):
                    warnings.Add("CS0162");
                    break;
            }
            foreach (Region nested in operation.Regions) Visit(function, nested, constants, warnings);
        }
    }

    private static bool EndsInConstant(Region region)
    {
        foreach (Operation operation in region.Operations)
            if (operation is ConstantOp constant && constant.Result == region.Yields[0]) return true;
        return false;
    }
}
