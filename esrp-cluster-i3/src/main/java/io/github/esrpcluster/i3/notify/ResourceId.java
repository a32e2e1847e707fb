package io.github.esrpcluster.i3.notify;

/**
 * Identifies what a subscription is about.
 *
 * @param eventPackage the event package
 * @param name the service id, node id or queue URI, in canonical form
 */
record ResourceId(EventPackage eventPackage, String name) {}
