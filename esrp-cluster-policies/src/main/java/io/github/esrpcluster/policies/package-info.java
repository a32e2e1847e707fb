/** Policies that judge the state of a service. */
@NullMarked
package io.github.esrpcluster.policies;

import org.jspecify.annotations.NullMarked;
