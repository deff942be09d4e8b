package dev.baton.core;

/**
 * An operation with its number and the hash chain up to and including it.
 *
 * @param number which host wrote it, and its place in the log
 * @param operation the change
 * @param chain SHA-256 over the chain of the predecessor, the number and the operation
 */
public record NumberedOperation(TableVersion number, Operation operation, Digest chain) {}
