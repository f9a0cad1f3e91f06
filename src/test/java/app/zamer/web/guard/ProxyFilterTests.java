package app.zamer.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ProxyFilterTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // nobody is trusted unless he is named
        "                    | 127.0.0.1 | 203.0.113.9              | 127.0.0.1",
        "127.0.0.1           | 10.0.0.5  | 203.0.113.9              | 10.0.0.5",
        "127.0.0.1           | 127.0.0.1 | 203.0.113.9              | 203.0.113.9",
        // what a client in a private network says of himself stands before what the proxy says
        "127.0.0.1           | 127.0.0.1 | 203.0.113.9, 10.1.2.3    | 10.1.2.3",
        "127.0.0.1           | 127.0.0.1 | 203.0.113.9, 192.168.0.2 | 192.168.0.2",
        "127.0.0.1,10.0.7.0/24 | 127.0.0.1 | 1.1.1.1, 203.0.113.9, 10.0.7.200 | 203.0.113.9",
        "127.0.0.1           | 127.0.0.1 | ''                       | 127.0.0.1",
        "127.0.0.1           | 127.0.0.1 | 203.0.113.9, localhost   | 127.0.0.1",
        "127.0.0.1           | 127.0.0.1 | 203.0.113.9:4711         | 203.0.113.9",
        "::1                 | ::1       | [2001:db8::7]:4711       | 2001:db8:0:0:0:0:0:7",
        "fd00::/8            | fd12::1   | 203.0.113.9              | 203.0.113.9",
        "fd00::/8            | fe12::1   | 203.0.113.9              | fe12::1",
      })
  void theClientIsTheNearestWhoIsNoProxyOfOurs(
      String proxies, String peer, String forwarded, String client) throws Exception {
    HttpServletRequest seen =
        seen(Objects.requireNonNullElse(proxies, ""), peer, forwarded, "https");

    assertThat(seen.getRemoteAddr()).isEqualTo(client);
  }

  @Test
  void onlyAProxyOfOursSaysThatARequestCameByHttps() throws Exception {
    HttpServletRequest ours = seen("127.0.0.1", "127.0.0.1", "203.0.113.9", "https");
    assertThat(ours.isSecure()).isTrue();
    assertThat(ours.getRequestURL()).hasToString("https://zamer.example.org/deals");
    assertThat(seen("127.0.0.1", "127.0.0.1", "203.0.113.9", "http").isSecure()).isFalse();
    assertThat(seen("", "127.0.0.1", "203.0.113.9", "https").isSecure()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8/8", "*"})
  void whatIsNoAddressIsSaidAtTheStart(String proxies) {
    assertThatThrownBy(() -> TrustedProxies.of(proxies)).hasMessageContaining("ZAMER_PROXIES");
  }

  private static HttpServletRequest seen(
      String proxies, String peer, String forwarded, String scheme) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/deals");
    request.setServerName("zamer.example.org");
    request.addHeader("Host", "zamer.example.org");
    request.setRemoteAddr(peer);
    request.addHeader(ProxyFilter.FOR, forwarded);
    request.addHeader(ProxyFilter.PROTO, scheme);
    MockFilterChain chain = new MockFilterChain();
    new ProxyFilter(TrustedProxies.of(proxies))
        .doFilter(request, new MockHttpServletResponse(), chain);
    return (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
  }
}
