package app.zamer.measurements;

import java.math.BigDecimal;

/** What contracts come to, in RUB. */
public record ContractsSum(long count, BigDecimal amount, BigDecimal discount) {}
