using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Regular expressions of an EQL condition: they are run where a field is searched, and nowhere else.</summary>
internal static class EqlRegexes
{
    /// <exception cref="OracleRefusalException">One stands elsewhere.</exception>
    /// <exception cref="QuerySyntaxException">One cannot be read.</exception>
    public static void Check(QueryNode node, FieldTypeTable types, bool isSearch = true)
    {
        switch (node)
        {
            case EqlPattern { Operator: EqlPatternOperator.Regex or EqlPatternOperator.RegexIgnoreCase } pattern:
                if (!isSearch || pattern.Value is not EqlField field)
                {
                    throw new OracleRefusalException("a regular expression over a function");
                }

                // On a type that is not evaluated nothing is, not even whether the expression can be read.
                if (FieldView.TypeOf(field.Name, types) != FieldType.Other)
                {
                    pattern.Patterns.ToList().ForEach(text => RegexParser.Parse(new RegexText(text.Value.Text!), new RegexLimits()));
                }

                break;
            case EqlComparison comparison:
                var (value, constant) = EqlTyping.HasField(comparison.Left) ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
                var isSearched = isSearch && EqlTyping.HasField(value) && !EqlTyping.HasField(constant) && EqlScript.Constant(constant) is bool;
                Check(value, types, isSearched);
                Check(constant, types, false);
                break;
            case AndNode and:
                and.Children.ToList().ForEach(child => Check(child, types, isSearch));
                break;
            case OrNode or:
                or.Children.ToList().ForEach(child => Check(child, types, isSearch));
                break;
            case NotNode not:
                Check(not.Child, types, isSearch);
                break;
            case EqlCall call:
                call.Arguments.ToList().ForEach(argument => Check(argument, types, false));
                break;
            case EqlMembership membership:
                membership.Items.Append(membership.Value).ToList().ForEach(item => Check(item, types, false));
                break;
            case EqlPattern like:
                Check(like.Value, types, false);
                break;
        }
    }
}
