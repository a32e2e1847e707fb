/**
 * Shared by the modules of esrp-cluster and exported to them only: argument checks, text made fit
 * for people, the incremental tally. Nothing here is for vendors; it may change in any release.
 */
@NullMarked
package io.github.esrpcluster.api.internal;

import org.jspecify.annotations.NullMarked;
