#include "base/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/read_file.h"

namespace edict {
namespace {

class OutputFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::filesystem::path folder_;
};

TEST_F(OutputFileTest, AppearsOnlyWhenWhole) {
  {
    auto file = OutputFile::create(path("out"));
    ASSERT_TRUE(file);
    ASSERT_TRUE((*file)->write("half"));
    EXPECT_FALSE(std::filesystem::exists(path("out")));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_)) << "an abandoned file leaves nothing behind";

  auto file = OutputFile::create(path("out"));
  ASSERT_TRUE((*file)->write("whole"));
  ASSERT_TRUE((*file)->commit());
  EXPECT_EQ(read_file(path("out")).value(), "whole");
}

TEST_F(OutputFileTest, IsReadableByItsOwnerOnly) {
  auto file = OutputFile::create(path("out"));
  ASSERT_TRUE((*file)->commit());
  struct stat status{};
  ASSERT_EQ(::stat(path("out").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(OutputFileTest, TellsAFullDevice) {
  auto file = OutputFile::create("/dev/full");
  ASSERT_TRUE(file);
  const std::string megabyte(1 << 20, 'x');
  const auto written = (*file)->write(megabyte);
  const bool is_told = !written || !(*file)->commit();
  EXPECT_TRUE(is_told);
}

TEST_F(OutputFileTest, TellsAMissingFolder) {
  auto file = OutputFile::create(path("no/such/folder"));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind, ErrorKind::Unwritable);
}

}  // namespace
}  // namespace edict
