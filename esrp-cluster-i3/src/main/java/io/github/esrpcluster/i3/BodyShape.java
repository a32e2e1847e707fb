package io.github.esrpcluster.i3;

/**
 * The shape in which an ElementState or QueueState body is written. The text of the standard shows
 * these bodies flat, its schema wraps them in an object, and a public client reads only the wrapped
 * members. Every shape is read.
 *
 * <p>A ServiceState body has one shape: the text and the schema give its member {@code service} two
 * types, so no body can have both.
 */
public enum BodyShape {
  /** The members of the text (NENA-STA-010.3 sections 2.4.1 and 4.2.1.3). */
  FLAT,
  /** The members of the schema (sections E.11.3.1 and E.11.3.3). */
  WRAPPED,
  /** The members of both, for receivers of which it is not known what they read. */
  FLAT_AND_WRAPPED
}
