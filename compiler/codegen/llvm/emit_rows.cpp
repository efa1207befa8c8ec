#include "compiler/codegen/llvm/emit.h"
#include "compiler/codegen/llvm/frame.h"

namespace edict::native {
namespace {

// Rows at a time. Sixteen bits of a mask are two bytes in row order: targets are little-endian.
constexpr unsigned kRows = 16;
constexpr unsigned kStep = kRows / 8;

class RowEmitter {
 public:
  RowEmitter(llvm::Module& module, const Function& function, unsigned vector_bytes)
      : frame_(module, function, vector_bytes, kStep), builder_(frame_.builder()) {
    for (const RowInst& inst : function.rows) nodes_.push_back(emit(inst));
    frame_.finish();
  }

 private:
  llvm::Value* emit(const RowInst& inst) {
    switch (inst.op) {
      case RowOp::Column32: return load(inst.number, 32);
      case RowOp::Column64: return load(inst.number, 64);
      case RowOp::Constant32: return constant(inst.number, 32);
      case RowOp::Constant64: return constant(inst.number, 64);
      case RowOp::Subtract32: return builder_.CreateSub(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::Shift32: return builder_.CreateAShr(nodes_[inst.a], constant(inst.number, 32));
      case RowOp::Scale:
        return builder_.CreateMul(builder_.CreateSExt(nodes_[inst.a], numbers(64)), constant(inst.number, 64));
      case RowOp::Sum64: return end(inst, builder_.CreateAdd(nodes_[inst.a], nodes_[inst.b]), false);
      case RowOp::Difference64: return end(inst, builder_.CreateSub(nodes_[inst.a], nodes_[inst.b]), true);
      case RowOp::Less: return builder_.CreateICmpSLT(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::LessEqual: return builder_.CreateICmpSLE(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::Equal: return builder_.CreateICmpEQ(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::Both: return builder_.CreateAnd(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::Either: return builder_.CreateOr(nodes_[inst.a], nodes_[inst.b]);
      case RowOp::Neither: return builder_.CreateNot(builder_.CreateOr(nodes_[inst.a], nodes_[inst.b]));
      case RowOp::Select64: return builder_.CreateSelect(nodes_[inst.a], nodes_[inst.c], nodes_[inst.b]);
      case RowOp::StoreMask: return store_mask(nodes_[inst.a], static_cast<std::uint32_t>(inst.number));
      case RowOp::StoreColumn64:
        return builder_.CreateAlignedStore(nodes_[inst.a], frame_.column(inst.number, 64), llvm::Align(64));
    }
    return nullptr;
  }

  llvm::FixedVectorType* numbers(unsigned bits) { return llvm::FixedVectorType::get(builder_.getIntNTy(bits), kRows); }

  llvm::Value* constant(std::int64_t number, unsigned bits) {
    return llvm::ConstantInt::getSigned(numbers(bits), number);
  }

  // A row has one bit in a mask and `bits` in the array.
  llvm::Value* load(std::int64_t at, unsigned bits) {
    return builder_.CreateAlignedLoad(numbers(bits), frame_.column(at, bits), llvm::Align(64));
  }

  llvm::Value* store_mask(llvm::Value* bits, std::uint32_t slot) {
    llvm::Type* part = builder_.getIntNTy(kRows);
    llvm::Value* rows = builder_.CreateAlignedLoad(part, frame_.mask(kAllRows), llvm::Align(kStep));
    llvm::Value* mask = builder_.CreateAnd(builder_.CreateBitCast(bits, part), rows);
    return builder_.CreateAlignedStore(mask, frame_.mask(slot), llvm::Align(kStep));
  }

  // One end of a sum or difference, unbounded where an operand is or the result leaves the 64 bits. A sum overflows
  // when its sign differs from that of both operands; a - b when it differs from a's, and b's does too.
  llvm::Value* end(const RowInst& inst, llvm::Value* result, bool is_difference) {
    llvm::Value* a = nodes_[inst.a];
    llvm::Value* b = nodes_[inst.b];
    llvm::Value* sign = builder_.CreateXor(is_difference ? builder_.CreateNot(b) : b, result);
    llvm::Value* overflow = builder_.CreateAnd(builder_.CreateXor(a, result), sign);
    llvm::Value* leaves = builder_.CreateICmpSLT(overflow, constant(0, 64));
    for (llvm::Value* value : {a, b, result}) leaves = builder_.CreateOr(leaves, is_unbounded(value));
    return builder_.CreateSelect(leaves, constant(inst.number, 64), result);
  }

  llvm::Value* is_unbounded(llvm::Value* value) {
    return builder_.CreateOr(builder_.CreateICmpEQ(value, constant(INT64_MIN, 64)),
                             builder_.CreateICmpEQ(value, constant(INT64_MAX, 64)));
  }

  Frame frame_;
  llvm::IRBuilder<>& builder_;
  std::vector<llvm::Value*> nodes_;
};

}  // namespace

void emit_rows(llvm::Module& module, const Function& function, unsigned vector_bytes) {
  RowEmitter(module, function, vector_bytes);
}

}  // namespace edict::native
