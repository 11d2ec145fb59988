using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Where a value stands: what can be read, and mostly written and referred to.</summary>
internal abstract record Place;

/// <summary>A variable, or a member of one.</summary>
internal sealed record VariablePlace(object Key) : Place;

/// <summary>An element of a buffer, or of an array of structs.</summary>
internal sealed record ElementPlace(Slot Buffer, Value Index) : Place;

/// <summary>A row of an array of arrays.</summary>
internal sealed record RowPlace(Slot Rows, Value Index) : Place;

/// <summary>A property with a body.</summary>
/// <param name="Property">Which.</param>
/// <param name="Receiver">Its object; null where it is static.</param>
/// <param name="Arguments">The index arguments, evaluated.</param>
/// <param name="Syntax">The expression.</param>
internal sealed record PropertyPlace(IPropertySymbol Property, Place? Receiver, EquatableArray<Slot> Arguments, IOperation Syntax) : Place;

/// <summary>A value that stands nowhere: it can be read only.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsOwn">It is what a field of an object that the method made holds.</param>
internal sealed record ValuePlace(Slot Value, bool IsOwn = false) : Place;

/// <summary>One of several variables.</summary>
internal sealed record ChoicePlace(Value Selector, VariableKeys Keys) : Place;

/// <summary><c>_</c>.</summary>
internal sealed record DiscardPlace : Place;
