namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>
/// What the fake has to be like, item by item, and the tests that hold it to that: all of them speak to it with a plain <see cref="HttpClient"/>, so that the client of this library and
/// the fake cannot agree on a mistake.
/// </summary>
public sealed class ChecklistTests
{
    [Theory]
    [InlineData("1: headers, space prefix, two error shapes, judging order",
        "JudgeTests.*", "ErrorTableTests.*", "ReadingTests.Details_OtherSpace_Is404WithAnotherText", "RuleTests.Rules_OfAnotherSpace_AreNotThere", "VersionTests.Internal_Routes_AreRefusedWithoutTheirHeader")]
    [InlineData("2: hosts, actions, responses, Fleet's acknowledgements; the status follows from them and the clock on each read",
        "CompletionTests.*", "HostBehaviourTests.*", "MetadataTests.Get_Host_IsNotWrappedAndHasTheKnownShape", "MetadataTests.LastCheckin_OfAConnectedAgent_FollowsTheClock", "ActionListTests.List_OtherSpace_ShowsItsOwnActionsOnlyFrom91On")]
    [InlineData("3: licence and permissions of each user, one text for both",
        "JudgeTests.CheckEndpointAuthorization_*", "ErrorTableTests.Forbidden_PermissionAndLicence_HaveOneText", "ElasticsearchTests.*", "ReadingTests.State_AnyResponseActionPermission_OpensIt")]
    [InlineData("4: unknown ids dropped with a warning, 400 where none is left, alert ids stored, `action` on top for isolation alone",
        "ActionRequestTests.Send_SomeAgentsUnknown_DropsThemAndWarnsInTheComment", "ActionRequestTests.Send_NoAgentLeft_Is400AndStoresNothing",
        "ActionRequestTests.Send_DoubleAgentsAndAlerts_CollapsesAgentsAndKeepsAlerts", "ActionRequestTests.Send_EachCommand_NamesTheActionOnTopOnlyForIsolation")]
    [InlineData("5: each agent answers with success, error, output, Fleet's error, cancellation; isolation and its time change",
        "CompletionTests.Details_OneOfTwoAgentsFailed_ShowsErrorsOfTheWholeOnlyAtTheEnd", "CompletionTests.FailInFleet_OnlyAgent_CompletesWithFleetsText", "CompletionTests.Code_OfAnyKind_IsStoredAsTheAgentGaveIt",
        "CommandTests.Cancel_DefenderAction_EndsItAndNamesWhoDid", "HostBehaviourTests.Isolate_WhenAnswered_ChangesHostAndMetadata", "HostBehaviourTests.Unisolate_IsolatedHost_IsReleased")]
    [InlineData("6: pages and filters of the list, statuses, 404 before the first action",
        "ActionListTests.*")]
    [InlineData("7: rules: defaults, response actions by what changed, both error shapes, import and export, bulk",
        "RuleTests.*", "ResponseActionTests.*", "BulkTests.*", "ImportExportTests.*", "ErrorTableTests.TooManyRequests_SixBulkActionsAtATime_OneIsRefused")]
    [InlineData("8: a rule run does what the automated response algorithm says, failed at once and on Platinum included",
        "RunRuleTests.WorkedExample_*", "RunRuleTests.Platinum_SavesTheRule_AndEveryActionFailsAtOnce", "AutomatedActionTests.*", "RunRuleOverSeveralEventsTests.*", "RunRuleWithMemoryTests.*")]
    [InlineData("9: previews that send and previews that do not",
        "RunRuleTests.Preview_ByReleaseOrSwitch_ReallySendsActions", "RunRuleTests.Preview_NoInvocation_LogsItWithoutAnId")]
    [InlineData("10: `run_script` is served, `runscript` is a 404",
        "DiffersTests.RunScript_TheRouteHasAnUnderscore_AndTheDescribedOneIsNotThere")]
    public void Item_OfTheChecklist_HasItsTests(string item, params string[] tests)
    {
        Assert.NotEmpty(item);
        NamedTests.AreThere(tests);
    }

    [Theory]
    [InlineData("the script route", "RunScript_TheRouteHasAnUnderscore_AndTheDescribedOneIsNotThere")]
    [InlineData("the unit of execute's timeout", "Execute_TimeoutIsInSeconds_AndFourHoursWhereLeftOut")]
    [InlineData("the example answer of isolate", "Isolate_AnswersAnIsolationThatIsPending_NotACompletedSuspension")]
    [InlineData("isCompleted, not isComplete", "Details_SpellIsCompleted_NotIsComplete")]
    [InlineData("the list's page size and statuses", "ActionList_PageSize_GoesTo10000AndStatusesAreKnown")]
    [InlineData("the parameter of action_status", "ActionStatus_ParameterIsFlat_AndTheAnswerAList")]
    [InlineData("the query of the metadata list", "Metadata_HostStatusesAreOptional_AndPagesCountFromZero")]
    public void Difference_FromThePublishedDescription_HasItsTest(string difference, string test)
    {
        Assert.NotEmpty(difference);
        NamedTests.AreThere([$"DiffersTests.{test}"]);
    }

    [Theory]
    [InlineData("3 support matrix", "SupportMatrixTests.*")]
    [InlineData("4 requests", "ActionRequestTests.*", "ActionSchemaTests.*", "CommandTests.*", "ErrorTableTests.ServerError_FleetRefuses_NamesCommandAndAgentsAndStoresNothing", "ActionRequestTests.Send_CaseIds_AreKeptWithTheAction")]
    [InlineData("5 action details", "ActionRequestTests.Isolate_OneHost_AnswersPendingDetails", "ReadingTests.Details_OfASentAction_AddTheDeprecatedActionMember", "SupportMatrixTests.Output_OfACommandOnElasticDefend_HasADownloadOrNot")]
    [InlineData("6 completion", "CompletionTests.*")]
    [InlineData("7 reading actions", "ActionListTests.*", "ReadingTests.*", "CommandTests.Files_WrongRequests_AreJudgedInKibanasOrder")]
    [InlineData("9 metadata", "MetadataTests.*")]
    [InlineData("10 rules", "RuleTests.*", "BulkTests.*", "ImportExportTests.*")]
    [InlineData("11 response actions in a rule", "ResponseActionTests.*")]
    [InlineData("13 alerts", "AlertTests.*")]
    [InlineData("14 privileges", "ElasticsearchTests.HasPrivileges_User_HearsWhatItMayDoWhateverTheLicence", "AlertTests.Privileges_OfTheDetectionEngine_SayWhetherKibanaCanSign", "RuleTests.Privileges_FromRelease93_AreTheRulesOwn")]
    [InlineData("15 licence", "ElasticsearchTests.License_Level_IsShownBothWays", "ElasticsearchTests.License_FromKibana_IsTheSame")]
    [InlineData("16 errors", "ErrorTableTests.*")]
    [InlineData("17 spaces", "ActionRequestTests.Send_HostOfAnotherSpace_Is404From91OnAndSentBefore", "AutomatedActionTests.HostIsGone_From91On_TheFailedActionIsHidden", "AutomatedActionTests.Space_OfTheAlert_IsTheActions")]
    [InlineData("18 versions", "VersionTests.*")]
    public void Section_OfTheContract_HasItsTests(string section, params string[] tests)
    {
        Assert.NotEmpty(section);
        NamedTests.AreThere(tests);
    }
}
