/** Which version of the regulation is in force. */
@NullMarked
@NamedInterface("versions")
package app.zamer.regulation.versions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
