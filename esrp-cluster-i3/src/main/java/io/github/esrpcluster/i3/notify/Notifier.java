package io.github.esrpcluster.i3.notify;

/** Placeholder of this commit. */
final class Notifier {}
