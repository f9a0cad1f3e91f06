/**
 * What stands before everything else, so that one person stops nobody: limits, and who is asking.
 */
@NullMarked
package app.zamer.web.guard;

import org.jspecify.annotations.NullMarked;
