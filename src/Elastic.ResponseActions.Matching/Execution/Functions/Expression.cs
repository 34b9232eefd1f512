using System.Text;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>
/// A function, an operator, a constant or a field of an EQL condition that no single predicate can decide. Immutable; shared by
/// all matchers; evaluated without allocation. Recursion is bounded by <see cref="RuleSetOptions.MaxQueryDepth"/>, which the parser enforces.
/// </summary>
internal abstract class Expression
{
    /// <summary>Its value needs room of its own.</summary>
    public virtual bool WritesText => false;

    public abstract Scalar Evaluate(scoped ref Operands operands);
}

/// <summary>A value known beforehand.</summary>
internal sealed class ConstantExpression : Expression
{
    private readonly ScalarKind _kind;
    private readonly long _integer;
    private readonly double _real;
    private readonly byte[] _text = [];

    public ConstantExpression()
    {
    }

    public ConstantExpression(bool truth)
    {
        _kind = ScalarKind.Boolean;
        _integer = truth ? 1 : 0;
    }

    public ConstantExpression(long integer)
    {
        _kind = ScalarKind.Integer;
        _integer = integer;
    }

    public ConstantExpression(double real)
    {
        _kind = ScalarKind.Real;
        _real = real;
    }

    public ConstantExpression(string text)
    {
        _kind = ScalarKind.Text;
        _text = Encoding.UTF8.GetBytes(text);
    }

    public bool IsNull => _kind == ScalarKind.Null;

    public override Scalar Evaluate(scoped ref Operands operands) => _kind switch
    {
        ScalarKind.Null => Scalar.Null,
        ScalarKind.Boolean => Scalar.Of(_integer != 0),
        ScalarKind.Integer => Scalar.Of(_integer),
        ScalarKind.Real => Scalar.Of(_real),
        _ => Scalar.Of(_text),
    };
}

/// <summary>How the text of a field's value is read as a value of an expression.</summary>
internal enum VariableKind
{
    Text,
    Integer,
    Real,
    Number,
    Boolean,
    Ip,
    Date,
}

/// <summary>The value of a field that the current combination binds; null where the field is missing, or holds what its type does not.</summary>
internal sealed class VariableExpression(int variable, VariableKind kind) : Expression
{
    public override bool WritesText => kind is VariableKind.Ip or VariableKind.Date;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        if (operands.IsMissing(variable))
            return Scalar.Null;

        var text = operands.Text(variable);
        return kind switch
        {
            VariableKind.Text => Scalar.Of(text),
            VariableKind.Integer => Integer(text),
            VariableKind.Real => DoubleValue.TryRead(text, out var real) ? Scalar.Of(real) : Scalar.Null,
            VariableKind.Number => Number(text),
            VariableKind.Boolean => BooleanValue.TryRead(text, out var truth) ? Scalar.Of(truth) : Scalar.Null,
            VariableKind.Ip => Canonical(text, ref operands),
            _ => Date(text, ref operands),
        };
    }

    /// <summary>The value as the event spells it.</summary>
    public ReadOnlySpan<byte> Spelling(scoped ref Operands operands) => operands.Text(variable);

    public bool IsMissing(scoped ref Operands operands) => operands.IsMissing(variable);

    private static Scalar Integer(ReadOnlySpan<byte> text)
    {
        if (!IntegerValue.TryRead(text, out var number))
            return Scalar.Null;
        return number > long.MaxValue ? Scalar.Of((double)number) : Scalar.Of((long)number);
    }

    // A number of a field in no table: Elasticsearch would have mapped it by its first value.
    private static Scalar Number(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
            return Integer(text);
        return DoubleValue.TryRead(text, out var real) ? Scalar.Of(real) : Scalar.Null;
    }

    private static Scalar Canonical(ReadOnlySpan<byte> text, scoped ref Operands operands)
    {
        if (!IpValue.TryRead(text, out var address))
            return Scalar.Null;

        Span<byte> buffer = stackalloc byte[JavaText.MaxIpBytes];
        return Written(buffer[..JavaText.WriteIp(address, buffer)], ref operands);
    }

    private static Scalar Date(ReadOnlySpan<byte> text, scoped ref Operands operands)
    {
        if (!DateValue.TryRead(text, out var millis))
            return Scalar.Null;

        Span<byte> buffer = stackalloc byte[JavaText.MaxDateBytes];
        return Written(buffer[..JavaText.WriteDate(millis, buffer)], ref operands);
    }

    private static Scalar Written(scoped ReadOnlySpan<byte> text, scoped ref Operands operands)
    {
        var start = operands.TextEnd;
        operands.Append(text);
        return Scalar.Of(operands.TextSince(start));
    }
}
