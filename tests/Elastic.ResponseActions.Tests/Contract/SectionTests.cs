using Elastic.ResponseActions.Testing.Tests.Contract;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Statement by statement of the contract's sections that a client has to keep: the test that shows it. What is a case of <see cref="ContractTests"/> stands in its tables.</summary>
public sealed class SectionTests
{
    [Theory]
    [InlineData("1 credentials in a header, a base path before the path", "HttpClientTransportTests.SendAsync_Post_CarriesCredentialsHeadersAndBodyOnce", "HttpClientTransportTests.SendAsync_AddressWithBasePath_PutsItBeforeThePath")]
    [InlineData("1 basic, API key, bearer, and new ones where they expire", "RefreshingCredentialsTests.*", "KibanaOptionsTests.*")]
    [InlineData("1 the default space has no prefix", "RoutesTests.GetAsync_DefaultSpace_HasNoPrefix")]
    [InlineData("1 dates as text and as milliseconds, versions as text and as number", "RoutesTests.GetAsync_Endpoint_ReadsNumbersAsTextAndMissingAsUnknown")]
    [InlineData("2 enumerations are open", "BadInputTests.GetAsync_UnknownEnumValues_AreKept", "RuleAnswerTests.GetAsync_UnknownTypeAndMembers_AreKept")]
    [InlineData("3 each command on each host it is for", "ManualActionsTests.SendAsync_EachCommand_ReachesTheHostAndEndsConfirmed", "ManualActionsTests.SendAsync_OtherVendorsScripts_TakeTheirShapes", "ManualActionsTests.SendAsync_Cancel_EndsTheOtherAction")]
    [InlineData("4 one host a request, results in the order asked", "ManualActionsTests.SendAsync_ManyHosts_GivesAResultForEachInOrder")]
    [InlineData("4.1 at most 50 alert ids, and only of alerts read from Kibana", "ActionBodyTests.Write_KibanaAlerts_SendsEachIdOnceAndAtMostFifty", "ActionBodyTests.Write_LocalMatch_SendsNoAlertIds")]
    [InlineData("4.2 an upload is a form that is streamed", "ManualActionsTests.SendAsync_Upload_StreamsTheFileWithoutHoldingIt", "RequestTests.Requests_OfEveryCallAndCommand_FitTheDescription")]
    [InlineData("4.3 the agents of the answer are compared with those asked", "AnswerClassifierTests.Classify_OtherThanAsked_IsWrong", "AnswerClassifierTests.Classify_WarningBehindTheToken_IsExecuted")]
    [InlineData("4.3 no idempotency: what may have been executed is looked up, not sent again", "FaultTests.*", "RecoveryTests.*", "CutSocketTests.*")]
    [InlineData("4.4 the file that Kibana stored is the one that was sent", "UploadAgreementTests.*")]
    [InlineData("5 every member of an action's details", "RoutesTests.GetAsync_Action_ReadsEveryMemberAndKeepsTheUnknown", "ManualActionsTests.SendAsync_Outputs_AreTyped")]
    [InlineData("5 codes are open, and two of them mean that there was nothing to do", "OutcomeReaderTests.Read_StatusAndCode_GiveOneKind")]
    [InlineData("6 a wait ends with the action, with its expiry, or with the deadline", "ActionOperationTests.*", "OutcomeReaderTests.Read_Expired_IsNotFailed")]
    [InlineData("7.1 every filter, every page", "ActionReadingTests.ListAsync_EachFilter_GivesWhatFits", "ActionReadingTests.ListAllAsync_ActionsComeMeanwhile_GivesEachOnce")]
    [InlineData("7.3 a successful isolation counts until the host has told it", "EndpointResolverTests.GetIsolationAsync_BeforeDuringAndAfter_TellsThemApart")]
    [InlineData("7.5 a file's bytes, their limit and their hash", "ActionReadingTests.DownloadAsync_*")]
    [InlineData("9 a name leads to one host, or to an error that lists them", "EndpointResolverTests.ResolveAsync_*", "EndpointResolverTests.ListAllAsync_SeveralPages_GivesEveryHostOnce")]
    [InlineData("10 what no model knows goes through as it is", "RuleRoutesTests.ReplaceAsync_ReadRule_LosesNothingAndKeepsItsId", "RuleRoutesTests.ExportAsync_ThenImport_IsLossless")]
    [InlineData("10.2 at most 10,000 rules, 2,000 to edit", "ManyRulesTests.TenThousandRules_EveryLimit_IsWhereTheContractHasIt")]
    [InlineData("10.2 five at a time, and the sixth is not repeated", "BulkLimitTests.BulkAsync_SixAtATime_OneIsRefusedAndNotRepeated")]
    [InlineData("10.2 a 500 is read, and never sent again", "RuleRoutesTests.BulkAsync_SomeFail_TellsBothAlthoughTheAnswerIs500", "RuleAnswerTests.BulkAsync_500WithoutResult_IsAnErrorAndSentOnce")]
    [InlineData("10.3 a preview sends no response action unless told in so many words", "RuleRoutesTests.PreviewAsync_RuleThatIsolates_SendsTheActionOnlyWhenToldInSoManyWords")]
    [InlineData("10.4 10,000 lines and 10,485,760 bytes", "ManyRulesTests.ImportAsync_OneLineTooMany_IsRefusedUnsent", "ManyRulesTests.ImportAsync_LargestFile_ArrivesAndAByteMoreIsRefusedUnsent")]
    [InlineData("10.4 an export that was cut off is none", "RuleExportTests.*")]
    [InlineData("11 a patch keeps the response actions that it does not mention", "RuleRoutesTests.PatchAsync_WithoutTheRightsAndActionsUntouched_KeepsThem")]
    [InlineData("11 what the server is too old for is refused with the release that has it", "RuleRoutesTests.CreateAsync_ServerTooOld_IsRefusedBeforeTheCallWithTheReleaseThatHasIt")]
    [InlineData("13 every new alert once, in order, over restarts", "AlertFeedTests.*")]
    [InlineData("13 a search that not every shard answered is an error", "AlertRoutesTests.SearchAsync_ShardsFailed_IsNoEmptyPage")]
    [InlineData("14 each missing privilege, and how to grant it in each release", "PreflightTests.CheckPrivilegesAsync_OneMissing_NamesItAndHowToGrantIt", "PreflightTests.CheckPrivilegesAsync_Release_WritesTheRoleOfIt", "PreflightTests.CheckPrivilegesAsync_KibanaAlone_GrantsNoCommandThatItCannotTell")]
    [InlineData("15 the licence gates the commands, and one that is not in force allows nothing", "PreflightTests.CheckPrivilegesAsync_Licence_GatesTheCommands", "PreflightTests.CheckPrivilegesAsync_LicenceThatIsNotInForce_AllowsNothing")]
    [InlineData("16 what a send's answer means, status by status", "AnswerClassifierTests.*")]
    [InlineData("16 both shapes of error, and plain text", "RuleAnswerTests.EveryShapeOfError_IsReadOnOneLineWithoutTheKey", "RoutesTests.Refused_*")]
    [InlineData("16 reads are tried again after 429, 503 and no connection, within a budget", "RoutesTests.ReadAsync_*", "RetryBudgetTests.*")]
    [InlineData("17 a feed and a token belong to their space", "AlertFeedTests.ReadAsync_CheckpointOfAnotherSpace_DoesNotStart", "RehydrationTests.Rehydrate_OtherSpace_IsRefused")]
    public void Statement_OfTheContract_HasItsTest(string statement, params string[] tests)
    {
        Assert.NotEmpty(statement);
        NamedTests.AreThere(tests);
    }

    [Theory]
    [InlineData("empty and blank ids, `..`, slashes", "RoutesTests.GetAsync_IdThatCouldChangeThePath_IsRefusedUnsent", "RouteIdTests.*", "RuleRoutesTests.RuleKey_BlankOrControl_IsRefused", "ManualActionsTests.SendAsync_BadInput_SaysAllErrorsAtOnceAndSendsNothing")]
    [InlineData("CR and LF in a comment", "BadInputTests.SendAsync_HostileTexts_ArriveAsTheyAre", "HttpClientTransportTests.SendAsync_LineBreakInAHeader_IsRefused")]
    [InlineData("10 MB, HTML with 200, keys twice, no JSON: every call", "HostileAnswerTests.EveryCall_AnswerThatIsNone_IsAnErrorWithoutTheKey")]
    [InlineData("a clock that jumps", "BadInputTests.WaitForCompletionAsync_ClockIsSetMidway_NeitherEndsNorProlongsTheWait", "AlertFeedTests.ReadAsync_AlertFromTheFuture_DoesNotEndTheLookAtThePresent", "AlertFeedTests.ReadAsync_ClockIsSetMidway_GivesEachAlertOnce")]
    [InlineData("a cancelled token at every request of every call", "CancelledCallTests.Call_CancelledAtEachRequest_EndsThere", "BadInputTests.IsolateAsync_CancelledAtEveryRequest_IsExecutedAtMostOnceAndFoundOutAbout")]
    [InlineData("a cancelled token in the middle of a body", "CancelledBodyTests.*")]
    [InlineData("the key is told nowhere", "SecretCanaryTests.*")]
    public void BadInput_OfAnyKind_HasItsTest(string kind, params string[] tests)
    {
        Assert.NotEmpty(kind);
        NamedTests.AreThere(tests);
    }
}
