using System.Buffers.Text;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>The mark in an action's comment by which it is found again: <c>[ra:1:…]</c>, 128 bits of the action's key.</summary>
internal static class CorrelationToken
{
    private const int Bits = 128;

    public static string Of(ActionKey key)
    {
        var bytes = Convert.FromHexString(key.Value.AsSpan(0, Bits / 4));
        return $"[ra:1:{Base64Url.EncodeToString(bytes)}]";
    }
}
