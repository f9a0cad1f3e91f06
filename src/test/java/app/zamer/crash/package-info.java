/** What is left of the work when the program is killed in the middle of it. */
@NullMarked
package app.zamer.crash;

import org.jspecify.annotations.NullMarked;
