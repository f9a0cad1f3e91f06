package app.zamer.company;

import org.springframework.mock.env.MockEnvironment;

/** A site under an address of the test's own. */
public final class SiteAt {
  private SiteAt() {}

  /**
   * @param url empty for a program that was not told where people reach it
   */
  public static Site address(String url) {
    return new Site(new MockEnvironment().withProperty("zamer.url", url));
  }
}
