# Third parties, all from Debian packages (cmake/install-dependencies.sh). Each is linked PRIVATE by the one module that
# uses it; THIRD_PARTY.md names licence and purpose.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(EXPAT REQUIRED)
find_package(ZLIB REQUIRED)
find_package(LibLZMA REQUIRED)
find_package(GTest REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(PkgConfig REQUIRED)
include(GoogleTest)

# Debian's package of RE2 comes without a CMake configuration.
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
add_library(re2::re2 ALIAS PkgConfig::re2)

find_path(PEGTL_INCLUDE_DIR tao/pegtl.hpp REQUIRED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)

# LLVM's headers are kept from everyone but compiler/codegen.
find_package(LLVM 19.1 REQUIRED CONFIG PATHS /usr/lib/llvm-19/lib/cmake/llvm NO_DEFAULT_PATH)
