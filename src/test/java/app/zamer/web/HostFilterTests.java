package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.company.Site;
import app.zamer.company.SiteAt;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class HostFilterTests {
  private final Site site = SiteAt.address("https://zamer.example.com");

  @Test
  void aRequestForAnotherHostIsRefusedOnceItIsKnownWhichIsRight() {
    assertThat(answer(site, "zamer.example.com", "192.0.2.7", "/login")).isEqualTo(200);
    assertThat(answer(site, "evil.example", "192.0.2.7", "/login")).isEqualTo(400);
    assertThat(answer(site, "evil.example", "127.0.0.1", "/api/v1/deals")).isEqualTo(400);
    assertThat(answer(SiteAt.address(""), "evil.example", "192.0.2.7", "/login")).isEqualTo(200);
  }

  @Test
  void programsOfTheSameMachineAndTheWatchOverItsHealthComeByOtherNames() {
    assertThat(answer(site, "localhost", "127.0.0.1", "/api/v1/telephony/calls")).isEqualTo(200);
    assertThat(answer(site, "localhost", "192.0.2.7", "/login")).isEqualTo(400);
    assertThat(answer(site, "10.1.2.3", "10.1.2.1", "/actuator/health/readiness")).isEqualTo(200);
  }

  private static int answer(Site site, String host, String from, String path) {
    var request = new MockHttpServletRequest("GET", path);
    request.setServerName(host);
    request.setRemoteAddr(from);
    var response = new MockHttpServletResponse();
    try {
      new HostFilter(site, new ProblemWriter(JsonMapper.shared()))
          .doFilter(request, response, new MockFilterChain());
    } catch (ServletException | IOException e) {
      throw new AssertionError(e);
    }
    return response.getStatus();
  }
}
