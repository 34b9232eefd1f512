namespace Elastic.ResponseActions.Matching.Execution.Functions;

internal enum ScalarKind : byte
{
    Null,
    Boolean,
    Integer,
    Real,
    Text,
}

/// <summary>The value of an expression, as Elasticsearch's scripts have it: null, boolean, long, double or text.</summary>
internal readonly ref struct Scalar
{
    private readonly long _bits;

    private Scalar(ScalarKind kind, long bits, ReadOnlySpan<byte> text = default)
    {
        Kind = kind;
        _bits = bits;
        Text = text;
    }

    public static Scalar Null => default;

    public ScalarKind Kind { get; }

    public ReadOnlySpan<byte> Text { get; }

    public long Integer => _bits;

    public double Real => Kind == ScalarKind.Integer ? _bits : BitConverter.Int64BitsToDouble(_bits);

    public bool IsNull => Kind == ScalarKind.Null;

    public bool IsNumber => Kind is ScalarKind.Integer or ScalarKind.Real;

    public bool IsTrue => Kind == ScalarKind.Boolean && _bits != 0;

    /// <summary>A number as a position in a text, narrowed as Java does it.</summary>
    public int Index => Kind == ScalarKind.Integer ? unchecked((int)_bits) : (int)Math.Clamp(Real, int.MinValue, int.MaxValue);

    public static Scalar Of(bool truth) => new(ScalarKind.Boolean, truth ? 1 : 0);

    public static Scalar Of(long integer) => new(ScalarKind.Integer, integer);

    public static Scalar Of(double real) => new(ScalarKind.Real, BitConverter.DoubleToInt64Bits(real));

    public static Scalar Of(ReadOnlySpan<byte> text) => new(ScalarKind.Text, 0, text);

    /// <summary>Compares two values of one sort; null where either is null or the sorts differ.</summary>
    public static int? Compare(in Scalar left, in Scalar right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.Kind == ScalarKind.Integer && right.Kind == ScalarKind.Integer
                ? left.Integer.CompareTo(right.Integer)
                : left.Real.CompareTo(right.Real);
        }

        if (left.Kind != right.Kind || left.IsNull)
            return null;
        return left.Kind == ScalarKind.Boolean ? left.Integer.CompareTo(right.Integer) : left.Text.SequenceCompareTo(right.Text);
    }
}
