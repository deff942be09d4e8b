package dev.baton.architecture.planted.cli;

/** What nothing further in may know. */
public final class Outermost {}
