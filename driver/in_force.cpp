#include "driver/in_force.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/calendar.h"

namespace edict {
namespace {

// Moves the edits of which `why` says something out of `edits`.
template <class Why>
std::vector<LeftOutEdit> leave_out(const hir::Module& module, std::vector<SelectedEdit>& edits, const Why& why) {
  std::vector<LeftOutEdit> left_out;
  std::erase_if(edits, [&](const SelectedEdit& selected) {
    const hir::Edit& edit = module.edits[selected.edit];
    std::string reason = why(edit);
    if (reason.empty()) return false;
    left_out.push_back({edit.id, std::move(reason)});
    return true;
  });
  return left_out;
}

std::optional<std::int64_t> number_of_version(std::string_view version) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

bool is_for(const hir::Edit& edit, std::int64_t standard) {
  const auto& ranges = edit.standards.ranges;
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const hir::NumberSet::Range& range) {
           return range.low <= standard && standard <= range.high;
         });
}

}  // namespace

std::vector<LeftOutEdit> leave_out_retired(const hir::Module& module, Day as_of, std::vector<SelectedEdit>& edits) {
  return leave_out(module, edits, [&](const hir::Edit& edit) {
    const bool is_retired = edit.retired && edit.retired->from.value_or(as_of) <= as_of;
    if (!is_retired) return std::string();
    std::string reason = edit.retired->from ? "retired " + to_string_day(*edit.retired->from) : std::string("retired");
    if (!edit.replaced_by.empty()) reason += fmt::format(", replaced by {}", fmt::join(edit.replaced_by, ", "));
    return reason;
  });
}

bool ask_for_standard(const hir::Module& module, std::span<const SelectedEdit> edits) {
  return std::any_of(edits.begin(), edits.end(), [&](const SelectedEdit& selected) {
    return !module.edits[selected.edit].standards.ranges.empty();
  });
}

Result<std::vector<LeftOutEdit>> leave_out_other_standards(const hir::Module& module,
                                                           std::span<const std::unique_ptr<RecordReader>> readers,
                                                           std::vector<SelectedEdit>& edits) {
  const Dictionary& first = readers.front()->dictionary();
  for (const auto& reader : readers) {
    if (reader->dictionary().version() == first.version()) continue;
    return fail(ErrorKind::Usage,
                fmt::format("inputs of standards {} and {}, and some edits are for one of them: run them apart",
                            first.version(), reader->dictionary().version()));
  }
  const std::optional<std::int64_t> standard = number_of_version(first.version());
  if (!standard) return std::vector<LeftOutEdit>();
  return leave_out(module, edits, [&](const hir::Edit& edit) {
    return is_for(edit, *standard) ? std::string() : fmt::format("not for standard {}", *standard);
  });
}

}  // namespace edict
