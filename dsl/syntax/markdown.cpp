#include "dsl/syntax/markdown.h"

#include <optional>

namespace edict {
namespace {

// A line that opens or closes a block: ```edict, ~~~.
struct Fence {
  char mark;
  std::size_t length;
  std::string_view word;  // what stands behind the marks
};

std::optional<Fence> fence_of(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == line.npos || (line[begin] != '`' && line[begin] != '~')) return std::nullopt;
  Fence fence{.mark = line[begin], .length = 0, .word = {}};
  const std::size_t end = std::min(line.find_first_not_of(fence.mark, begin), line.size());
  fence.length = end - begin;
  if (fence.length < 3) return std::nullopt;
  const std::size_t word = line.find_first_not_of(" \t\r", end);
  if (word != line.npos) fence.word = line.substr(word, line.find_first_of(" \t\r", word) - word);
  return fence;
}

}  // namespace

std::vector<Span> fenced_rule_blocks(std::string_view markdown) {
  std::vector<Span> blocks;
  std::optional<Fence> open;
  std::size_t first = 0;
  for (std::size_t begin = 0; begin < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', begin), markdown.size());
    const std::optional<Fence> fence = fence_of(markdown.substr(begin, end - begin));
    if (fence && !open) {
      open = fence;
      first = end + 1;
    } else if (fence && fence->mark == open->mark && fence->length >= open->length && fence->word.empty()) {
      if (open->word == "edict") {
        blocks.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(begin)});
      }
      open.reset();
    }
    begin = end + 1;
  }
  if (open && open->word == "edict" && first < markdown.size()) {
    blocks.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(markdown.size())});
  }
  return blocks;
}

}  // namespace edict
