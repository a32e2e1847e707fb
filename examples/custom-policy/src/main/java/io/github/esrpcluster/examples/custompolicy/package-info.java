/** A vendor's own status policy. */
@NullMarked
package io.github.esrpcluster.examples.custompolicy;

import org.jspecify.annotations.NullMarked;
