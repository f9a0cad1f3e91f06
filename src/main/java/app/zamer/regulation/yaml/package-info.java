/** Reads a regulation file and compiles it; every error is told with file, line and column. */
@NullMarked
package app.zamer.regulation.yaml;

import org.jspecify.annotations.NullMarked;
