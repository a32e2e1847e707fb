package io.github.esrpcluster.i3.notify;

import java.util.Optional;

/**
 * The effect of a state that was handed to the table.
 *
 * @param body the state; empty if what it was about is not known any more
 * @param work what is to be sent
 */
record NotifiedChange<T>(Optional<T> body, NotifierWork work) {}
