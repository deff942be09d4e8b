/** Rules about the shape of the code, and the tests that hold them. */
@NullMarked
package dev.baton.architecture;

import org.jspecify.annotations.NullMarked;
