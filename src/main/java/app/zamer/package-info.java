@NullMarked
package app.zamer;

import org.jspecify.annotations.NullMarked;
