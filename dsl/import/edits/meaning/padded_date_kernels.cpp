// Date functions of packages whose items are padded.
#include "dsl/compatible/dates.h"
#include "dsl/import/edits/meaning/kernels.h"

namespace edict::foreign::meaning {
namespace {

std::string_view text_of(const Value& value) {
  return value.text() == nullptr ? std::string_view() : std::string_view(*value.text());
}

std::string_view date_at(Arguments arguments, std::size_t index) { return text_of(argument(arguments, index)); }

compatible::Fill fill_at(Arguments arguments, std::size_t index) {
  const std::int64_t* flag = argument(arguments, index).number();
  const bool is_filled = flag != nullptr && (*flag == 1 || *flag == 2);
  return is_filled ? static_cast<compatible::Fill>(*flag) : compatible::Fill::None;
}

bool is_sentinel(std::int64_t number) { return number >= compatible::kBlankDate; }

}  // namespace

Value ValidDate(const Facts& facts, Arguments arguments) {
  return compatible::is_valid_date(date_at(arguments, 0), facts.today);
}
Value Year(const Facts& facts, Arguments arguments) { return compatible::year_of(date_at(arguments, 0), facts.today); }
Value Month(const Facts& facts, Arguments arguments) {
  return compatible::month_of(date_at(arguments, 0), facts.today);
}
Value DayOfMonth(const Facts& facts, Arguments arguments) {
  return compatible::day_of(date_at(arguments, 0), facts.today);
}

Value CompareDates(const Facts& facts, Arguments arguments) {
  return compatible::compare_dates(date_at(arguments, 0), date_at(arguments, 1), fill_at(arguments, 2), facts.today);
}
Value DaysBetween(const Facts& facts, Arguments arguments) {
  return compatible::days_between(date_at(arguments, 0), date_at(arguments, 1), fill_at(arguments, 2), facts.today);
}
Value MonthsBetween(const Facts& facts, Arguments arguments) {
  return compatible::months_between(date_at(arguments, 0), date_at(arguments, 1), fill_at(arguments, 2), facts.today);
}

// Arguments: two dates, the least and the most months, how to fill. What cannot be told counts as true where a truth is
// asked for.
Value MonthsWithin(const Facts& facts, Arguments arguments) {
  const std::int64_t months =
      compatible::months_between(date_at(arguments, 0), date_at(arguments, 1), fill_at(arguments, 4), facts.today);
  if (is_sentinel(months)) return months;
  const std::int64_t* least = argument(arguments, 2).number();
  const std::int64_t* most = argument(arguments, 3).number();
  if (least == nullptr || most == nullptr) return Raised{};
  return std::int64_t{*least <= months && months <= *most ? 1 : 0};
}

// Arguments: which function looked (the name of its operation), and the dates it looked at. The first invalid date
// counts; null when nothing was wrong.
Value DateProblem(const Facts& facts, Arguments arguments) {
  const std::string_view function = text_of(argument(arguments, 0));
  const Value& date = argument(arguments, 1);
  const auto told = [&](const Value& looked_at) {
    const auto problem = compatible::problem_of(text_of(looked_at), facts.today);
    return problem ? Value(*problem) : Value();
  };
  if (function == "ValidDate") return told(date);
  if (function == "Year") return compatible::is_blank_date(text_of(date)) ? Value() : told(date);
  if (function == "Month") return compatible::lacks_month(text_of(date)) ? Value() : told(date);
  if (function == "DayOfMonth") return compatible::lacks_day(text_of(date)) ? Value() : told(date);
  if (compatible::is_blank_date(text_of(date)) || compatible::is_blank_date(date_at(arguments, 2))) return Value();
  const Value first = told(date);
  return first.is_null() ? told(argument(arguments, 2)) : first;
}

Value Today(const Facts& facts, Arguments) {
  std::string text = to_string_day(day_from_civil(facts.today));
  std::erase(text, '-');
  return text;
}

// Arguments: a message, and what was wrong with a date or null.
Value WithProblem(const Facts&, Arguments arguments) {
  std::string message = to_text(argument(arguments, 0));
  if (argument(arguments, 1).is_null()) return message;
  const std::string problem = to_text(argument(arguments, 1));
  for (std::size_t place = message.find("%DC"); place != std::string::npos;
       place = message.find("%DC", place + problem.size())) {
    message.replace(place, 3, problem);
  }
  return message;
}

}  // namespace edict::foreign::meaning
