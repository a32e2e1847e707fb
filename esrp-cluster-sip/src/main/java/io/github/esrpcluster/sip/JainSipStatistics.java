package io.github.esrpcluster.sip;

/**
 * Counts what a stack has done since it was built, and what it holds. The counts are not of one
 * moment.
 *
 * @param requestsReceived requests handed to the receiver
 * @param requestsRepeated retransmissions of requests that arrived, which the receiver does not see
 * @param requestsRefused requests that the stack itself answered, with 400 or 505
 * @param messagesDropped what arrived and is no SIP message, or has no headers to answer to
 * @param responsesUnmatched responses to no pending request, such as repeated ones
 * @param responsesUnsent responses that could not be sent
 * @param responsesForgotten responses that were kept for a shorter time than RFC 3261 asks, because
 *     there were too many
 * @param requestsSent requests that were given to {@link JainSipStack#send}
 * @param requestsAnswered those that got a final response
 * @param requestsTimedOut those that got none in time
 * @param requestsUnsent those that could not be sent
 * @param retransmissions requests sent once more over UDP
 * @param connectionsRefused connections closed because there were too many, or because they brought
 *     no message
 * @param callbackFailures exceptions thrown by the receiver and by consumers of outcomes
 * @param pendingRequests requests sent that wait for a final response
 * @param keptResponses responses kept for retransmitted requests
 * @param openConnections TCP and TLS connections
 */
public record JainSipStatistics(
    long requestsReceived,
    long requestsRepeated,
    long requestsRefused,
    long messagesDropped,
    long responsesUnmatched,
    long responsesUnsent,
    long responsesForgotten,
    long requestsSent,
    long requestsAnswered,
    long requestsTimedOut,
    long requestsUnsent,
    long retransmissions,
    long connectionsRefused,
    long callbackFailures,
    int pendingRequests,
    int keptResponses,
    int openConnections) {}
