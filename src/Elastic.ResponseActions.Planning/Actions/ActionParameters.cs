using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Actions;

/// <summary>The <c>params</c> object of a response action, which the public models show flat.</summary>
internal sealed class ActionParameters(RuleResponseAction action, JsonOrigin origin) : IJsonModel
{
    public JsonOrigin Origin { get; } = origin;

    public void Describe(MemberImage members) => action.DescribeParameters(members);
}
