package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.ServiceId;

/**
 * A queue of a service (NENA-STA-010.3 section 4.2.1.2).
 *
 * @param uri the URI of the queue
 * @param maxLength how many calls fit
 */
record QueueConfig(ServiceId uri, int maxLength) {}
