package app.zamer.web;

import java.beans.PropertyEditorSupport;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Whole numbers in addresses and queries are decimal digits. As editors and not as converters:
 * where a converter refuses, Spring asks its own editors, which read {@code 0x10}.
 */
@ControllerAdvice
class StrictNumbers {
  @InitBinder
  void decimal(WebDataBinder binder) {
    for (Class<?> type : List.of(long.class, Long.class)) {
      binder.registerCustomEditor(type, new Editor(StrictValues::whole));
    }
    for (Class<?> type : List.of(int.class, Integer.class)) {
      binder.registerCustomEditor(
          type, new Editor(text -> Math.toIntExact(StrictValues.whole(text))));
    }
  }

  private static final class Editor extends PropertyEditorSupport {
    private final Function<String, Number> read;

    Editor(Function<String, Number> read) {
      this.read = read;
    }

    @Override
    public void setAsText(String text) {
      try {
        setValue(text.isEmpty() ? null : read.apply(text));
      } catch (ArithmeticException e) {
        throw new NumberFormatException(e.getMessage());
      }
    }
  }
}
