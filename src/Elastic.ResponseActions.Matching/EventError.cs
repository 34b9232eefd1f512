namespace Elastic.ResponseActions.Matching;

/// <summary>Why an event could not be read whole. Such an event matches no rule.</summary>
public enum EventError
{
    /// <summary>The event was read whole.</summary>
    None,

    /// <summary>The bytes are not well-formed JSON in UTF-8.</summary>
    Malformed,

    /// <summary>The document is not a JSON object.</summary>
    NotAnObject,

    /// <summary>The document nests deeper than <see cref="RuleSetOptions.MaxEventDepth"/>.</summary>
    TooDeep,

    /// <summary>The document is larger than <see cref="RuleSetOptions.MaxEventBytes"/>.</summary>
    TooLarge,

    /// <summary>The document has more values that rules look at than <see cref="RuleSetOptions.MaxEventValues"/>.</summary>
    TooManyValues,
}
