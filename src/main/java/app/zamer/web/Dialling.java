package app.zamer.web;

import java.util.function.UnaryOperator;

/** Tells the shell how phones are called from its pages; the module that knows of calls does. */
public interface Dialling {
  /**
   * What turns a phone in E.164 into the address of a link that calls it.
   *
   * @param login of who calls
   */
  UnaryOperator<String> of(String login);
}
