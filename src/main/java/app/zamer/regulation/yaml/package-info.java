/** Reads a regulation file and compiles it; every error is told with file, line and column. */
@NullMarked
@NamedInterface("yaml")
package app.zamer.regulation.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
