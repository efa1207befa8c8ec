#include "dsl/import/staging/codes.h"

#include <gtest/gtest.h>

#include "dsl/import/staging/allowed_codes.h"

namespace edict::staging {
namespace {

TEST(StagingCodes, AreWrittenOutAndBackAsRuns) {
  EXPECT_EQ(written(codes_of(terms_of("C500-C506,C508 , C509,"))), "C500-C506, C508, C509");
  EXPECT_EQ(written(codes_of(terms_of("8000-8003,8003,8004"))), "8000-8004");
  EXPECT_EQ(written(codes_of(terms_of("998-999,099,c0"))), "099, 998, 999, c0");
  EXPECT_EQ(written(codes_of(terms_of("*,010"))), "010") << "`*` is no code";
  EXPECT_EQ(codes_of(terms_of("2020-{{ctx_year_current}}")).size(), 7980U) << "an open end of years";
}

TEST(StagingCodes, OfARangeOfNumbersCountWithFewerZeros) {
  EXPECT_EQ(written_terms(terms_of("000,001-988,999"), 3), "000, 999, 1-9, 01-99, 001-988");
  EXPECT_EQ(written_terms(terms_of("100-200"), 3), "100-200");
  EXPECT_EQ(written_terms(terms_of("01-89"), 3), "1-9, 01-89, 001-089");
  EXPECT_EQ(written_terms(terms_of("*"), 3), "*");
}

TEST(StagingCodes, OfARangeOfDecimalsKeepTheirLength) {
  EXPECT_EQ(written_terms(terms_of("0.1-99.9,XX.9"), 4), "XX.9, 0.1-9.9, 00.1-99.9");
}

TEST(StagingCodes, AreObsoleteForAReason) {
  EXPECT_EQ(obsolete_reason("In use"), "");
  EXPECT_EQ(obsolete_reason("OBSOLETE DATA RETAINED V0200\nSee code 100"), "V0200");
  EXPECT_EQ(obsolete_reason("OBSOLETE DATA RETAINED AND REVIEWED V0203"), "V0203");
  EXPECT_EQ(obsolete_reason("OBSOLETE DATA CONVERTED V0203\nRETAINED elsewhere"), "converted");
  EXPECT_EQ(obsolete_reason("OBSOLETE DATA REVIEWED AND CHANGED V0204"), "converted");
}

}  // namespace
}  // namespace edict::staging
