#include "dsl/sema/csv_text.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace edict::sema {
namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }
  [[nodiscard]] std::uint32_t line() const { return line_; }

  // The cells up to the end of the line. Most are parts of the text as they stand.
  const std::vector<std::string_view>& read_record() {
    cells_.clear();
    unescaped_.clear();
    do cells_.push_back(rest_.starts_with('"') ? read_quoted() : read_plain());
    while (accept(','));
    accept('\r');
    if (accept('\n')) ++line_;
    return cells_;
  }

 private:
  std::string_view read_plain() {
    std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    const std::string_view cell = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return cell.ends_with('\r') && !rest_.starts_with(',') ? cell.substr(0, cell.size() - 1) : cell;
  }

  // What stands behind the closing quote, against the rules, belongs to the cell.
  std::string_view read_quoted() {
    std::string& cell = unescaped_.emplace_back();
    rest_.remove_prefix(1);
    while (!rest_.empty()) {
      const std::size_t quote = std::min(rest_.find('"'), rest_.size());
      cell += rest_.substr(0, quote);
      line_ += static_cast<std::uint32_t>(std::ranges::count(rest_.substr(0, quote), '\n'));
      rest_.remove_prefix(std::min(quote + 1, rest_.size()));
      if (!rest_.starts_with('"')) break;
      cell += '"';
      rest_.remove_prefix(1);
    }
    cell += read_plain();
    return cell;
  }

  bool accept(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
  std::uint32_t line_ = 1;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unescaped_;
};

}  // namespace

void read_csv(std::string_view text,
              const std::function<void(std::span<const std::string_view> cells, std::uint32_t line)>& take) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  CsvReader reader(text);
  while (!reader.is_at_end()) {
    const std::uint32_t line = reader.line();
    const std::vector<std::string_view>& cells = reader.read_record();
    const bool is_empty_line = cells.size() == 1 && cells.front().empty();
    if (!is_empty_line) take(cells, line);
  }
}

}  // namespace edict::sema
