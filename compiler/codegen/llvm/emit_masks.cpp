#include "compiler/codegen/llvm/emit.h"
#include "compiler/codegen/llvm/frame.h"

namespace edict::native {

namespace {

class MaskEmitter {
 public:
  MaskEmitter(llvm::Module& module, const Function& function, unsigned vector_bytes)
      : frame_(module, function, vector_bytes, vector_bytes),
        builder_(frame_.builder()),
        vector_(llvm::FixedVectorType::get(builder_.getInt64Ty(), vector_bytes / 8)),
        aligned_(vector_bytes) {
    nodes_.reserve(function.masks.size());
    for (const MaskInst& inst : function.masks) nodes_.push_back(emit(inst));
    frame_.finish();
  }

 private:
  llvm::Value* emit(const MaskInst& inst) {
    switch (inst.op) {
      case MaskOp::Zero: return llvm::Constant::getNullValue(vector_);
      case MaskOp::Load: return builder_.CreateAlignedLoad(vector_, frame_.mask(inst.left), aligned_);
      case MaskOp::And: return builder_.CreateAnd(nodes_[inst.left], nodes_[inst.right]);
      case MaskOp::Or: return builder_.CreateOr(nodes_[inst.left], nodes_[inst.right]);
      case MaskOp::AndNot: return builder_.CreateAnd(nodes_[inst.left], builder_.CreateNot(nodes_[inst.right]));
      case MaskOp::Store: return builder_.CreateAlignedStore(nodes_[inst.left], frame_.mask(inst.right), aligned_);
      case MaskOp::Output:
        return builder_.CreateAlignedStore(nodes_[inst.left], frame_.output(inst.right),
                                           llvm::Align(sizeof(std::uint64_t)));
      case MaskOp::IfAny: return begin_branch(nodes_[inst.left]);
      case MaskOp::Else: return next_block(else_);
      case MaskOp::EndIf: return next_block(end_);
    }
    return nullptr;
  }

  llvm::Value* begin_branch(llvm::Value* mask) {
    llvm::BasicBlock* then = frame_.add_block("then");
    else_ = frame_.add_block("else");
    end_ = frame_.add_block("end");
    llvm::Value* any = builder_.CreateOrReduce(mask);
    llvm::Value* branch = builder_.CreateCondBr(builder_.CreateICmpNE(any, builder_.getInt64(0)), then, else_);
    builder_.SetInsertPoint(then);
    return branch;
  }

  llvm::Value* next_block(llvm::BasicBlock* block) {
    llvm::Value* branch = builder_.CreateBr(end_);
    builder_.SetInsertPoint(block);
    return branch;
  }

  Frame frame_;
  llvm::IRBuilder<>& builder_;
  llvm::FixedVectorType* vector_;
  llvm::Align aligned_;
  std::vector<llvm::Value*> nodes_;
  llvm::BasicBlock* else_ = nullptr;
  llvm::BasicBlock* end_ = nullptr;
};

}  // namespace

void emit_masks(llvm::Module& module, const Function& function, unsigned vector_bytes) {
  MaskEmitter(module, function, vector_bytes);
}

}  // namespace edict::native
