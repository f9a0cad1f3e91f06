/** What measures how fast the program is; run by {@code ./zamer bench}. */
@NullMarked
package app.zamer.bench;

import org.jspecify.annotations.NullMarked;
