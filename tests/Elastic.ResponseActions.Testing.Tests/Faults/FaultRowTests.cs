using Elastic.ResponseActions.Testing.Tests.Contract;

namespace Elastic.ResponseActions.Testing.Tests.Faults;

/// <summary>Every fault that has been seen in the field or that the delivery contract names, and the tests that show how to ask the fake for it, over HTTP.</summary>
public sealed class FaultRowTests
{
    [Theory]
    [InlineData("executed but stays pending", "MisbehaviourTests.StaysPending_HostDoesIt_AndNobodyHearsOfIt")]
    [InlineData("time-out error, then success", "WireFaultTests.Answer_BeforeAndAfterTheWork_LooksTheSameAndDiffersInTheWorld")]
    [InlineData("isolate's answer arrives with the release's", "MisbehaviourTests.AnswersWithRelease_IsolationEndsTogetherWithTheRelease")]
    [InlineData("POST 200, details 403", "MisbehaviourTests.HistoryPrivilege_Missing_LetsSendAndNotRead")]
    [InlineData("only the first ten agents", "MisbehaviourTests.FirstTenAgents_AreTakenAndTheRestIsInTheComment")]
    [InlineData("isolate of an isolated host", "MisbehaviourTests.SecondIsolate_OfAnIsolatedHost_GoesWrong")]
    [InlineData("kill of a missing pid succeeds, suspend fails", "MisbehaviourTests.MissingPid_KillSucceedsAndSuspendFails_AsItIs")]
    [InlineData("suspend by entity id fails on Windows", "MisbehaviourTests.SuspendByEntityId_OnWindows_Fails")]
    [InlineData("near pid hits the process", "MisbehaviourTests.NearPid_OnWindows_HitsAnother")]
    [InlineData("failure without a reason", "MisbehaviourTests.FailsWithoutReason_HasNoErrors")]
    [InlineData("cancel leaves the target, or hits two", "MisbehaviourTests.Cancel_Succeeds_AndHitsTooFewOrTooMany")]
    [InlineData("failed action in another space", "MisbehaviourTests.FailedAction_OfARule_IsRecordedElsewhere")]
    [InlineData("third party: success while offline, status minutes late", "MisbehaviourTests.VendorHost_Offline_IsSaidToHaveDoneIt", "MisbehaviourTests.VendorHost_StatusMinutesLate", "VersionTests.VendorAgent_WithConnector_AnswersWhenKibanaAsks")]
    [InlineData("command that the agent type cannot do succeeds", "MisbehaviourTests.UnsupportedCommand_IsTakenAndSaidToBeDone")]
    [InlineData("import answers 200 for a rejected rule", "BulkTests.Import_RefusedRules_AreReportedUnder200")]
    [InlineData("old route answers 308", "VersionTests.OldRoute_Before90_SaysWhereItHasMoved")]
    [InlineData("missing kbn-xsrf", "JudgeTests.CheckXsrf_OneHeader_CountsByPresenceOrExactVersion")]
    [InlineData("unenrolled agent still listed", "MisbehaviourTests.Lists_LateUnorderedAndWithTheUnenrolled")]
    public void FieldFault_EachRow_HasItsTest(string row, params string[] tests)
    {
        Assert.NotEmpty(row);
        NamedTests.AreThere(tests);
    }

    // The row about a provider of credentials is the client's own: no server takes part in it.
    [Theory]
    [InlineData("network 1: connection refused", "WireFaultTests.StopAsync_Listening_RefusesConnectionsUntilStartedAgain")]
    [InlineData("network 2: TLS", "WireFaultTests.StartTls_BadCertificate_IsShownAndNoRequestComes")]
    [InlineData("network 3: reset, garbage, half an answer", "WireFaultTests.Drop_Connection_FailsTheClient", "WireFaultTests.Raw_GarbageStatusLine_FailsTheClient", "WireFaultTests.Cut_EveryByteOfTheAnswer_ArrivesExactly", "UploadFaultTests.CutUpload_AnyByteOfTheBody_DoesNothingAndFailsTheClient")]
    [InlineData("network 4: slower than the time-out, executed", "WireFaultTests.Delay_OnTheFakesClock_TakesNoRealTime")]
    [InlineData("network 5: drip, endless headers and body", "WireFaultTests.Drip_Answer_ArrivesWholeByteByByte", "WireFaultTests.Endless_Answer_EndsWhenTheClientHasEnough")]
    [InlineData("network 6: delivered twice", "WireFaultTests.DeliverTwice_MakesTwoActionsOfOneRequest")]
    [InlineData("network 7: redirects", "WireFaultTests.Redirect_ToAnotherHost_IsGivenAsItIs")]
    [InlineData("network 8: log-in page", "WireFaultTests.Answer_LogInPageAndPlainText_ComeWithTheirType")]
    [InlineData("server 9: 429 with each form of the header", "WireFaultTests.TooManyRequests_EveryFormOfTheHeader_ArrivesAsGiven")]
    [InlineData("server 10: dispatched without a document", "MisbehaviourTests.OrphanDispatch_ReachesTheHostAndNoList", "MisbehaviourTests.FleetRefuses_ActionOfARule_IsStoredAsFailed")]
    [InlineData("server 11: 502, 503, 504 before and after the work", "WireFaultTests.Answer_BeforeAndAfterTheWork_LooksTheSameAndDiffersInTheWorld")]
    [InlineData("server 12: wrong agents", "WireFaultTests.WrongAgentsAndRewrite_ChangeOnlyWhatIsTold")]
    [InlineData("server 13: malformed, huge, deep, doubled, wrong JSON", "WireFaultTests.WrongAgentsAndRewrite_ChangeOnlyWhatIsTold", "WireFaultTests.Rewrite_BrokenJson_ArrivesAsItIs")]
    [InlineData("server 14: never completes, expires, offline", "HostBehaviourTests.Offline_PastTheExpiry_NeverGetsTheAction", "CompletionTests.Details_PastFourteenDays_AreExpiredAndALateAnswerCompletesThem")]
    [InlineData("server 15: codes, known and unknown", "CompletionTests.Code_OfAnyKind_IsStoredAsTheAgentGaveIt")]
    [InlineData("server 16: list down, stale, out of order, other space", "MisbehaviourTests.Lists_LateUnorderedAndWithTheUnenrolled", "MisbehaviourTests.FailedAction_OfARule_IsRecordedElsewhere", "WireFaultTests.Answer_BeforeAndAfterTheWork_LooksTheSameAndDiffersInTheWorld")]
    [InlineData("server 17: restarted, upgraded, endpoint gone", "WireFaultTests.StopAsync_Listening_RefusesConnectionsUntilStartedAgain", "VersionTests.Version_ChangedWhileRunning_CountsFromTheNextRequest", "HostBehaviourTests.Remove_HostWithAnActionUnderWay_LeavesTheActionPending")]
    [InlineData("server 18: slow for all", "WireFaultTests.Delay_OnTheFakesClock_TakesNoRealTime")]
    [InlineData("auth 19: expired or revoked midway", "WireFaultTests.Credentials_RevokedOrReplacedMidway_Are401UntilTheNewOnesCome")]
    [InlineData("auth 21: 403 for one command", "MisbehaviourTests.OneCommand_Forbidden_LeavesTheOthers")]
    [InlineData("auth 22: another space or cluster", "ElasticsearchTests.Cluster_OfTwoNames_HasTwoIdsOnBothAddresses", "ReadingTests.Details_OtherSpace_Is404WithAnotherText")]
    public void ContractFault_EachRow_HasItsTest(string row, params string[] tests)
    {
        Assert.NotEmpty(row);
        NamedTests.AreThere(tests);
    }
}
