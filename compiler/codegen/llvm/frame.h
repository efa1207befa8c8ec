// What every generated function has in common: its signature, and loops over the chunks and over parts of a chunk.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/codegen/code.h"

namespace edict::native {

// A function under construction, with the builder in the innermost loop body.
//
//   for chunk in first..end:
//     for (offset = 0; offset < kMaskBytes; offset += step): body
class Frame {
 public:
  Frame(llvm::Module& module, const Function& function, unsigned vector_bytes, unsigned step);

  // Ends both loops and the function.
  void finish();

  llvm::IRBuilder<>& builder() { return builder_; }
  llvm::BasicBlock* add_block(const char* name);
  // The address of this part of a mask.
  llvm::Value* mask(std::uint32_t slot);
  // … of an array of the chunk's columns; the part has `scale` bytes for each byte of a mask.
  llvm::Value* column(std::int64_t at, unsigned scale);
  llvm::Value* output(std::uint32_t index);

 private:
  struct Loop {
    llvm::BasicBlock* head;
    llvm::PHINode* index;
    llvm::Value* end;
    std::uint64_t step;
  };
  Loop begin_loop(llvm::Value* first, llvm::Value* end, std::uint64_t step);
  void end_loop(const Loop& loop);
  llvm::Value* address(llvm::Value* base, llvm::Value* offset);

  llvm::IRBuilder<> builder_;
  llvm::Function* function_;
  llvm::Value* outputs_;
  Loop chunks_;
  Loop parts_;
  llvm::Value* masks_;          // of this part
  llvm::Value* columns_;        // of this chunk
  llvm::Value* output_offset_;  // of this part
};

}  // namespace edict::native
