// The edits that come with a dictionary: for each item one that says what its values may be, as the dictionary has it.
// They are rule text of a package of their own, read like any other, and written only where somebody asks for them.
//
//   laterality.field    in package naaccr.fields, version 25: of item laterality of dictionary naaccr 25
//
// An id depends on the item's id alone, so that what a registry says of an edit (exclude it, change its severity) holds
// although next year's dictionary says something else of the item. An item that may hold any text has no edit.
#pragma once

#include <string>
#include <string_view>

#include "dsl/sema/hir.h"

namespace edict::sema {

struct Analysis;

std::string field_package_of(const Dictionary& dictionary);  // "naaccr.fields"
bool is_field_edit_id(std::string_view id);                  // of some item of some dictionary

// The text of the package. Equal dictionaries give equal text, laid out as `edict fmt` lays it out.
std::string write_field_edits(const Dictionary& dictionary);

// The item that a field edit is about, by the edit's id; invalid when there is no such item.
ItemId item_of_field_edit(const Dictionary& dictionary, std::string_view id);

// What the edit of an item requires, said of `field`, a value of the item; invalid when the item has no edit.
hir::ExprId passes_field_edit(Analysis& analysis, hir::ExprId field, ItemId item, Location place);

}  // namespace edict::sema
