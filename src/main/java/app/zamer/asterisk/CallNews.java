package app.zamer.asterisk;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What Zamer is told of a call, as its API has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallNews(
    String callId,
    String state,
    String phone,
    String direction,
    String at,
    String startedAt,
    @Nullable String extension,
    @Nullable Boolean answered,
    @Nullable Long duration,
    @Nullable String recordUrl) {}
