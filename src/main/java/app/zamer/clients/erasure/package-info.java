/** What is kept of a client as a person: the copy he may demand, and its removal (152-ФЗ). */
@NullMarked
package app.zamer.clients.erasure;

import org.jspecify.annotations.NullMarked;
