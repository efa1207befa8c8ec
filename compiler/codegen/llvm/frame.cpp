#include "compiler/codegen/llvm/frame.h"

#include <string>

namespace edict::native {

Frame::Frame(llvm::Module& module, const Function& function, unsigned vector_bytes, unsigned step)
    : builder_(module.getContext()) {
  llvm::Type* word = builder_.getInt64Ty();
  llvm::Type* pointer = builder_.getPtrTy();
  auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {pointer, pointer, pointer, word, word}, false);
  function_ = llvm::Function::Create(type, llvm::Function::ExternalLinkage, function.name, module);
  function_->addFnAttr(llvm::Attribute::NoUnwind);
  const std::string bits = std::to_string(vector_bytes * 8);
  function_->addFnAttr("prefer-vector-width", bits);
  function_->addFnAttr("min-legal-vector-width", bits);
  outputs_ = function_->getArg(2);

  builder_.SetInsertPoint(add_block("entry"));
  chunks_ = begin_loop(function_->getArg(3), function_->getArg(4), 1);
  llvm::Value* chunk_masks = address(
      function_->getArg(0), builder_.CreateMul(chunks_.index, builder_.getInt64(function.mask_count * kMaskBytes)));
  columns_ = address(function_->getArg(1), builder_.CreateMul(chunks_.index, builder_.getInt64(function.column_bytes)));
  llvm::Value* chunk_output =
      builder_.CreateMul(builder_.CreateSub(chunks_.index, function_->getArg(3)), builder_.getInt64(kMaskBytes));
  parts_ = begin_loop(builder_.getInt64(0), builder_.getInt64(kMaskBytes), step);
  masks_ = address(chunk_masks, parts_.index);
  output_offset_ = builder_.CreateAdd(chunk_output, parts_.index);
}

void Frame::finish() {
  end_loop(parts_);
  end_loop(chunks_);
  builder_.CreateRetVoid();
}

// REQUIRES: the range is not empty; the test stands at the loop's end.
Frame::Loop Frame::begin_loop(llvm::Value* first, llvm::Value* end, std::uint64_t step) {
  llvm::BasicBlock* before = builder_.GetInsertBlock();
  llvm::BasicBlock* body = add_block("loop");
  builder_.CreateBr(body);
  builder_.SetInsertPoint(body);
  llvm::PHINode* index = builder_.CreatePHI(builder_.getInt64Ty(), 2);
  index->addIncoming(first, before);
  return {body, index, end, step};
}

void Frame::end_loop(const Loop& loop) {
  llvm::BasicBlock* after = add_block("after");
  llvm::Value* next = builder_.CreateAdd(loop.index, builder_.getInt64(loop.step));
  loop.index->addIncoming(next, builder_.GetInsertBlock());
  builder_.CreateCondBr(builder_.CreateICmpULT(next, loop.end), loop.head, after);
  builder_.SetInsertPoint(after);
}

llvm::BasicBlock* Frame::add_block(const char* name) {
  return llvm::BasicBlock::Create(builder_.getContext(), name, function_);
}

llvm::Value* Frame::address(llvm::Value* base, llvm::Value* offset) {
  return builder_.CreateInBoundsGEP(builder_.getInt8Ty(), base, offset);
}

llvm::Value* Frame::mask(std::uint32_t slot) { return address(masks_, builder_.getInt64(slot * kMaskBytes)); }

llvm::Value* Frame::column(std::int64_t at, unsigned scale) {
  llvm::Value* part = builder_.CreateMul(parts_.index, builder_.getInt64(scale));
  return address(columns_, builder_.CreateAdd(part, builder_.getInt64(static_cast<std::uint64_t>(at))));
}

llvm::Value* Frame::output(std::uint32_t index) {
  llvm::Value* slot = address(outputs_, builder_.getInt64(index * sizeof(std::uint64_t*)));
  return address(builder_.CreateLoad(builder_.getPtrTy(), slot), output_offset_);
}

}  // namespace edict::native
