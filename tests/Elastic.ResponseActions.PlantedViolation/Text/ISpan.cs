using Elastic.ResponseActions.PlantedViolation.Syntax;

namespace Elastic.ResponseActions.PlantedViolation.Text;

/// <summary>Uses a folder above it.</summary>
internal interface ISpan
{
    PlainNode Node { get; }
}
