package io.github.esrpcluster.i3.notify;

/**
 * The counters of a {@link Subscriber}, since it was built. Read one after the other, so they may
 * be of slightly different times.
 *
 * @param downstreams the number of downstreams now
 * @param active those of them whose subscription is {@link DownstreamPhase#ACTIVE}
 * @param subscribesSent SUBSCRIBE requests, with refreshes and terminations
 * @param subscribesFailed those of them without a 2xx response
 * @param notifiesAccepted NOTIFY requests that were answered with 200
 * @param notifiesRefused NOTIFY requests of a known subscription that were refused
 * @param notifiesUnmatched NOTIFY requests without a subscription, answered with 481
 * @param losses how often contact with a node was lost
 * @param registryRefusals calls that the manager refused
 * @param hookFailures exceptions that listeners and log hooks threw
 * @param hooksDropped calls of hooks that the executor refused
 * @param internalFailures other exceptions, of the SIP stack or of the scheduler
 */
public record SubscriberStatistics(
    int downstreams,
    int active,
    long subscribesSent,
    long subscribesFailed,
    long notifiesAccepted,
    long notifiesRefused,
    long notifiesUnmatched,
    long losses,
    long registryRefusals,
    long hookFailures,
    long hooksDropped,
    long internalFailures) {}
