package app.zamer.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The description of the API at {@code /v3/api-docs}: what all its operations have in common is
 * said here once.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Zamer")
                .version("v1")
                .description(
                    """
                    CRM for companies that sell made-to-order work after a measurement visit.

                    Every error is `application/problem+json` (RFC 9457), in the language of `Accept-Language`: ru by \
                    default, en. A POST with `Idempotency-Key`, repeated within 24 hours, answers as the first time and \
                    does nothing twice. A PATCH is a JSON Merge Patch (RFC 7396, `application/merge-patch+json` or \
                    `application/json`) and needs `If-Match` with the `ETag` of the version that it changes.\
                    """))
        // where it was read from, and not what that request said it was
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "A personal token, made on the page «Мои токены» or by POST"
                                + " /api/v1/tokens.")));
  }

  /** The two parameters of every list. */
  @Bean
  OperationCustomizer pageParameters() {
    return (operation, handler) -> {
      if (Arrays.stream(handler.getMethodParameters())
          .anyMatch(it -> it.getParameterType() == PageRequest.class)) {
        operation.addParametersItem(query("page", 0, 0, null));
        operation.addParametersItem(
            query("size", PageRequest.DEFAULT_SIZE, 1, PageRequest.MAX_SIZE));
      }
      return operation;
    };
  }

  private static Parameter query(String name, int otherwise, int least, @Nullable Integer most) {
    Schema<Number> schema = new IntegerSchema();
    schema.setDefault(otherwise);
    schema.setMinimum(BigDecimal.valueOf(least));
    if (most != null) {
      schema.setMaximum(BigDecimal.valueOf(most));
    }
    return new Parameter().in("query").name(name).required(false).schema(schema);
  }

  /** How every operation may refuse. */
  @Bean
  OpenApiCustomizer problems() {
    return api -> {
      api.getComponents()
          .addSchemas("Violation", violation())
          .addSchemas(PROBLEM, problem())
          .addResponses(
              PROBLEM,
              new ApiResponse()
                  .description("Refused")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json",
                              new MediaType()
                                  .schema(
                                      new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
      if (api.getPaths() != null) {
        api.getPaths().values().forEach(OpenApiConfiguration::describe);
      }
    };
  }

  private static void describe(PathItem path) {
    path.readOperationsMap()
        .forEach(
            (method, operation) -> {
              operation
                  .getResponses()
                  .addApiResponse(
                      "default", new ApiResponse().$ref("#/components/responses/" + PROBLEM));
              operation.getResponses().values().forEach(OpenApiConfiguration::inJson);
              if (method == PathItem.HttpMethod.POST) {
                addHeader(operation, IdempotencyFilter.HEADER, 255);
              }
              if (method == PathItem.HttpMethod.PATCH && operation.getRequestBody() != null) {
                alsoAsMergePatch(operation.getRequestBody().getContent());
              }
            });
  }

  /** What says nothing of its form is JSON. */
  private static void inJson(ApiResponse response) {
    MediaType any = response.getContent() == null ? null : response.getContent().remove("*/*");
    if (any != null) {
      response.getContent().addMediaType("application/json", any);
    }
  }

  private static void alsoAsMergePatch(Content content) {
    MediaType json = content.get("application/json");
    if (json != null) {
      content.addMediaType("application/merge-patch+json", json);
    }
  }

  private static void addHeader(Operation operation, String name, int length) {
    operation.addParametersItem(
        new Parameter()
            .in("header")
            .name(name)
            .required(false)
            .schema(new StringSchema().minLength(1).maxLength(length)));
  }

  private static Schema<?> violation() {
    return new ObjectSchema()
        .description("One thing that stands in the way")
        .addProperty(
            "rule",
            new StringSchema()
                .description("The clause of the regulation, or INPUT")
                .example("PRE-1"))
        .addProperty("field", new StringSchema().example("address.floor"))
        .addProperty("message", new StringSchema().description("A sentence that says what to do"));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("RFC 9457")
        .addProperty("type", new StringSchema().format("uri-reference"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty("instance", new StringSchema().format("uri-reference"))
        .addProperty(
            "violations",
            new ArraySchema().items(new Schema<>().$ref("#/components/schemas/Violation")))
        .addProperty(
            "suggested",
            new StringSchema().description("The stage that fits").example("sales/pre-measurement"));
  }
}
