/** The bytes of PROTOCOL.md, written from records and read back into them. */
@NullMarked
package dev.baton.wire;

import org.jspecify.annotations.NullMarked;
