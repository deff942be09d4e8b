/** What a game imports: sessions that outlive their host. */
@NullMarked
package dev.baton.client;

import org.jspecify.annotations.NullMarked;
