namespace Elastic.ResponseActions.Json;

/// <summary>A model of one JSON object that can be written back without losing what it does not know.</summary>
internal interface IJsonModel
{
    /// <summary>The JSON object that the model was read from; <see cref="JsonOrigin.None"/> for a model made in code.</summary>
    JsonOrigin Origin { get; }

    /// <summary>Lists every modelled member with its present value, in the order in which new members are written.</summary>
    void Describe(MemberImage members);
}
