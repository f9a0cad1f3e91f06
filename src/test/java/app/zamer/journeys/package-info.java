/**
 * Journeys: the program as its users meet it, over HTTP alone. Nothing here looks inside; what the
 * regulation and the API promise is all that counts. The same journeys run against a program that
 * is up already: {@code -Dzamer.url=http://localhost:8080} (in demo mode).
 */
@NullMarked
package app.zamer.journeys;

import org.jspecify.annotations.NullMarked;
