/**
 * Classes that the modules of esrp-cluster share: argument checks, the grammars of URIs and host
 * names, text for people, the incremental tally. The package is exported to these modules only and
 * may change in any release.
 */
@NullMarked
package io.github.esrpcluster.api.internal;

import org.jspecify.annotations.NullMarked;
