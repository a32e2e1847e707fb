/** Loggers that the reference implementation creates from the names of their classes. */
package io.github.esrpcluster.sip.logging;
