namespace Elastic.ResponseActions.Tests.Transport;

public sealed class KibanaOptionsTests
{
    [Theory]
    [InlineData("https://kibana.example:5601", true)]
    [InlineData("https://kibana.example/base/path", true)]
    [InlineData("http://localhost:5601", true)]
    [InlineData("http://127.0.0.1:5601", true)]
    [InlineData("http://[::1]:5601", true)]
    [InlineData("http://kibana.example:5601", false)]
    [InlineData("http://localhost.example:5601", false)]
    [InlineData("ftp://kibana.example", false)]
    [InlineData("https://kibana.example/?q=1", false)]
    [InlineData("https://kibana.example/#x", false)]
    [InlineData("https://user:secret@kibana.example", false)]
    public void Validate_Address_AllowsOnlySafeOnes(string address, bool valid) =>
        Assert.Equal(valid, new KibanaOptions { Address = new Uri(address) }.Validate().Count == 0);

    [Fact]
    public void Validate_HttpNamedInsecure_IsAllowed() =>
        Assert.Empty(new KibanaOptions { Address = new Uri("http://kibana.example"), AllowInsecureHttp = true }.Validate());

    [Theory]
    [InlineData("default", true)]
    [InlineData("sec-ops_1", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("Ops", false)]
    [InlineData("ops\n", false)]
    [InlineData("ops%2f", false)]
    public void Validate_SpaceId_AllowsOnlyKibanasOwnCharacters(string space, bool valid) =>
        Assert.Equal(valid, new KibanaOptions { Address = new Uri("https://k.example"), SpaceId = space }.Validate().Count == 0);

    [Fact]
    public void Validate_LongSpaceId_IsRefused() =>
        Assert.Single(new KibanaOptions { Address = new Uri("https://k.example"), SpaceId = new string('a', 101) }.Validate());

    [Fact]
    public void Validate_ManyErrors_NamesThemAll() =>
        Assert.Equal(5, new KibanaOptions
        {
            Address = new Uri("http://k.example"),
            SpaceId = "A",
            RequestTimeout = TimeSpan.Zero,
            MaxResponseBytes = 1,
            MaxReadRetries = -1,
        }.Validate().Count);

    [Fact]
    public void ToString_WithSecrets_ShowsNone()
    {
        var options = new KibanaOptions { Address = new Uri("https://u:canary@k.example/base"), Credentials = KibanaCredentials.ApiKey("canary") };

        Assert.Equal("Kibana at https://k.example/base, space 'default'", options.ToString());
        Assert.Equal("***", options.Credentials.ToString());
        Assert.Equal("***", $"{KibanaCredentials.Basic("canary", "canary")}");
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(options.Credentials));
        Assert.DoesNotContain("canary", Assert.Throws<ArgumentException>(options.ThrowIfInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("can ary")]
    [InlineData("canary\n")]
    [InlineData("canäry")]
    public void ApiKey_BadText_IsRefusedWithoutRepeatingIt(string key)
    {
        var error = Assert.Throws<ArgumentException>(() => KibanaCredentials.ApiKey(key));

        Assert.DoesNotContain("can", error.Message.Replace("cannot", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
