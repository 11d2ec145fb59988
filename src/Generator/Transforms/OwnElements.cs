using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The storage that each trip of a loop touches only at an element of its own: everywhere through the same buffer, at the same
/// index, which moves by one with the counter.
/// <code>
/// for (i…) b[k + i] = f(b[k + i])
/// </code>
/// </summary>
internal static class OwnElements
{
    public static IEnumerable<Value> Of(ForOp loop, Effects effects)
    {
        var places = new Dictionary<Value, (Value Buffer, Value Index)>();
        HashSet<Value> inside = [loop.Body.Parameters[0]], refused = [];
        Visit(loop.Body);
        return places.Where(place => !refused.Contains(place.Key) && Moves(place.Value.Index)).Select(place => place.Key);

        void Visit(Region region)
        {
            inside.UnionWith(region.Parameters);
            foreach (Operation operation in region.Operations)
            {
                inside.UnionWith(operation.Results);
                foreach (Region nested in operation.Regions) Visit(nested);
                switch (operation)
                {
                    case LoadOp load: Touch(load.Buffer, load.Index); break;
                    case StoreOp store: Touch(store.Buffer, store.Index); break;
                    case ViewOp or ChooseOp: Refuse(operation.Operands.Where(effects.Roots.IsBuffer).SelectMany(effects.Roots.Of)); break;
                    case IfOp or ForOp or WhileOp or LengthOp: break;
                    default:
                        OperationEffects effect = effects.Of(operation);
                        Refuse(effect.Reads.Concat(effect.Writes));
                        break;
                }
            }
        }

        void Touch(Value buffer, Value index)
        {
            IReadOnlyCollection<Value> roots = effects.Roots.Of(buffer);
            if (roots.Count != 1) Refuse(roots);
            Value root = roots.First();
            if (!places.TryGetValue(root, out (Value, Value) place)) places[root] = (buffer, index);
            else if (place != (buffer, index)) refused.Add(root);
        }

        void Refuse(IEnumerable<Value> roots) => refused.UnionWith(roots);

        // The counter, with what doesn't change in the loop added.
        bool Moves(Value index)
        {
            if (index == loop.Body.Parameters[0]) return true;
            if (effects.DefinitionOf(index) is not ScalarOp { Code: Codes.Add or Codes.Subtract } sum) return false;
            (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
            bool isRightFixed = !inside.Contains(right) || effects.LiteralOf(right) is not null, isLeftFixed = !inside.Contains(left) || effects.LiteralOf(left) is not null;
            return (isRightFixed && Moves(left)) || (isLeftFixed && Moves(right));
        }
    }
}
