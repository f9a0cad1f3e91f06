package app.zamer.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Lets a controller answer with the name of a JTE template. Templates are compiled in the build;
 * with {@code zamer.jte.dev=true} they are read from {@code src/main/jte} and compiled as they
 * change.
 */
@Configuration(proxyBeanMethods = false)
class JteConfiguration {
  @Bean
  TemplateEngine templateEngine(@Value("${zamer.jte.dev:false}") boolean dev) {
    TemplateEngine engine =
        dev
            ? TemplateEngine.create(
                new DirectoryCodeResolver(Path.of("src/main/jte")),
                Path.of("target/jte-dev"),
                ContentType.Html,
                getClass().getClassLoader())
            : TemplateEngine.createPrecompiled(ContentType.Html);
    engine.setBinaryStaticContent(!dev);
    return engine;
  }

  @Bean
  ViewResolver jteViewResolver(TemplateEngine engine) {
    return new JteViewResolver(engine);
  }

  record JteViewResolver(TemplateEngine engine) implements ViewResolver, Ordered {
    @Override
    public @Nullable View resolveViewName(String viewName, Locale locale) {
      String template = viewName + ".jte";
      return engine.hasTemplate(template) ? new JteView(engine, template) : null;
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }
  }

  record JteView(TemplateEngine engine, String template) implements View {
    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      Map<String, Object> parameters = new LinkedHashMap<>(model == null ? Map.of() : model);
      // binding results and the like, which no template declares and JTE would refuse
      parameters.keySet().removeIf(name -> name.startsWith("org.springframework."));
      if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
        parameters.put("csrf", csrf);
      }
      // rendered whole before the first byte leaves, so that an error can still be answered as one
      var output = new Utf8ByteOutput();
      engine.render(template, parameters, output);
      response.setContentType("text/html");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.setContentLength(output.getContentLength());
      output.writeTo(response.getOutputStream());
    }
  }
}
