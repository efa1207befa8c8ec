#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dsl/sema/codes.h"

namespace edict::sema {
namespace {

CodeSetEntry entry(std::string_view text) { return parse_code_set_entry(text).entry.value(); }

// Every code of two characters, which is enough to tell entries of this length apart.
std::vector<std::string> all_codes() {
  constexpr std::string_view kCharacters = "0129AZaz-";
  std::vector<std::string> codes;
  for (const char a : kCharacters) {
    codes.push_back({a});
    for (const char b : kCharacters) codes.push_back({a, b});
  }
  return codes;
}

TEST(CodeOverlap, AgreesWithTryingEveryCode) {
  const std::vector<std::string> texts = {"0",     "01", "A2", "00-29", "01-12", "0-2", "A0-Z2",
                                          "aA-zZ", "?1", "0?", "??",    "9*",    "*",   "A*"};
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      bool has_common = false;
      bool is_included = true;
      for (const std::string& code : all_codes()) {
        has_common |= entry(a).contains(code) && entry(b).contains(code);
        is_included &= entry(a).contains(code) || !entry(b).contains(code);
      }
      EXPECT_EQ(have_common_code(entry(a), entry(b)), has_common) << a << " and " << b;
      EXPECT_TRUE(is_included || !includes(entry(a), entry(b))) << a << " includes " << b;
    }
  }
}

TEST(CodeOverlap, IncludesWhatIsPlainlyInside) {
  EXPECT_TRUE(includes(entry("C500-C509"), entry("C501-C503")));
  EXPECT_TRUE(includes(entry("95*"), entry("9500")));
  EXPECT_TRUE(includes(entry("*"), entry("C50?")));
  EXPECT_TRUE(includes(entry("8*"), entry("80??")));
  EXPECT_TRUE(includes(entry("95?*"), entry("9500-9589")));
  EXPECT_FALSE(includes(entry("C500-C509"), entry("C508-C511")));
}

}  // namespace
}  // namespace edict::sema
