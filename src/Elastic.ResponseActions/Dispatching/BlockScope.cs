namespace Elastic.ResponseActions.Dispatching;

/// <summary>How far a block reaches.</summary>
internal enum BlockScope
{
    /// <summary>The credentials: nothing can be sent.</summary>
    Credentials,

    /// <summary>The privilege or licence of one command.</summary>
    Privilege,

    /// <summary>The address, or something between: nothing can be sent.</summary>
    Configuration,
}
