/** The program on the data of those who had an older one. */
@NullMarked
package app.zamer.upgrade;

import org.jspecify.annotations.NullMarked;
