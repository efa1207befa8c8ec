#include "runtime/readers/byte_stream.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdio>

#include "tests/unit/readers/testing.h"

namespace edict {
namespace {

std::string compressed(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(compressBound(text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Content {
  std::string text;
  std::string error;
};

Content content_of(std::string_view bytes, std::size_t buffer_size = 1000) {
  const TemporaryFile file(bytes);
  auto stream = open_byte_stream(file.path());
  if (!stream) return {"", stream.error().message};
  Content content;
  std::string buffer(buffer_size, '\0');
  for (;;) {
    const auto count = (*stream)->read(buffer);
    if (!count) content.error = count.error().message;
    if (!count || *count == 0) return content;
    content.text += buffer.substr(0, *count);
  }
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i);
  return text;
}

TEST(ByteStream, ReadsPlainAndCompressedBytes) {
  for (const std::size_t buffer_size : {1U, 7U, 1U << 16}) {
    EXPECT_EQ(content_of("plain", buffer_size).text, "plain");
    EXPECT_EQ(content_of(compressed("packed"), buffer_size).text, "packed");
  }
  EXPECT_EQ(content_of(compressed(long_text())).text, long_text());
  EXPECT_EQ(content_of("").text, "");
  EXPECT_EQ(content_of("\x1f").text, "\x1f");
}

TEST(ByteStream, ReadsMembersAsOneStream) {
  const std::string several = compressed("one ") + compressed("") + compressed(long_text());
  EXPECT_EQ(content_of(several).text, "one " + long_text());
  EXPECT_EQ(content_of(several + std::string(512, '\0')).error, "") << "tape padding";
}

TEST(ByteStream, ReportsTruncatedArchives) {
  const std::string whole = compressed(long_text());
  for (const std::size_t size : {std::size_t{5}, whole.size() / 2, whole.size() - 1}) {
    const Content content = content_of(whole.substr(0, size));
    EXPECT_TRUE(content.error.ends_with("truncated")) << content.error;
    EXPECT_TRUE(long_text().starts_with(content.text));
  }
}

TEST(ByteStream, ReportsDamage) {
  std::string damaged = compressed(long_text());
  damaged[damaged.size() / 2] ^= 0x55;
  EXPECT_NE(content_of(damaged).error, "");
  std::string wrong_sum = compressed("packed");
  wrong_sum[wrong_sum.size() - 6] ^= 0x01;
  EXPECT_NE(content_of(wrong_sum).error, "");
  EXPECT_NE(content_of(compressed("one") + "garbage").error, "");
}

TEST(ByteStream, ReadsStdin) {
  const TemporaryFile file(compressed("packed"));
  const int saved = ::dup(STDIN_FILENO);
  std::FILE* redirected = std::fopen(file.path().c_str(), "rb");
  ::dup2(::fileno(redirected), STDIN_FILENO);
  std::string buffer(100, '\0');
  const auto count = open_byte_stream("-").value()->read(buffer);
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  std::fclose(redirected);
  EXPECT_EQ(buffer.substr(0, count.value()), "packed");
}

TEST(ByteStream, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(open_byte_stream("/no/such/file").error().message,
            "cannot read `/no/such/file`: No such file or directory");
  EXPECT_EQ(open_byte_stream("/").error().kind, ErrorKind::Unreadable);
}

TEST(ByteStream, IdentifiesAnInputByItsBytes) {
  const TemporaryFile a("same");
  const TemporaryFile b("same");
  const TemporaryFile c("other");
  EXPECT_EQ(identify_input(a.path()).value()->hash, identify_input(b.path()).value()->hash);
  EXPECT_NE(identify_input(a.path()).value()->hash, identify_input(c.path()).value()->hash);
  EXPECT_EQ(identify_input(c.path()).value()->bytes, 5U);
  EXPECT_FALSE(identify_input("-").value()) << "stdin is left to its reader";
  EXPECT_FALSE(identify_input("/no/such/file"));
}

}  // namespace
}  // namespace edict
